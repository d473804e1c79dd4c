package org.argonaut.node;

import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;
import org.argonaut.catalog.Catalog;
import org.argonaut.device.CredentialWriter;
import org.argonaut.device.Devices;
import org.argonaut.device.FileLinks;
import org.argonaut.script.FunctionLibrary;
import org.argonaut.script.Scripts;
import org.argonaut.script.functions.LifeCycleFunctions;
import org.argonaut.script.functions.ListenFunctions;
import org.argonaut.script.functions.MemoryFunctions;
import org.argonaut.script.functions.ScriptApi;
import org.argonaut.script.functions.ServiceFunctions;
import org.argonaut.script.functions.Surroundings;
import org.argonaut.script.http.OutboundHttp;
import org.argonaut.script.service.ServiceRunner;
import org.argonaut.script.service.ServiceWatch;
import org.argonaut.script.service.Services;
import org.argonaut.store.Store;

/**
 * Scripts and services on this node.
 *
 * @param functions all that scripts may call
 */
record ScriptParts(
    Scripts scripts, List<FunctionLibrary> functions, Services services, ServiceRunner serviceRunner) {

  static ScriptParts start(
      ActorSystem<?> system,
      Settings settings,
      Store store,
      Devices devices,
      Catalog catalog,
      CredentialWriter credentials,
      FileLinks links) {
    var outward =
        ScriptApi.libraries(
            new Surroundings(
                devices,
                store,
                catalog,
                credentials,
                links,
                settings.device().dialects()::of,
                new OutboundHttp(settings.scriptFunctions().http()),
                settings.scriptFunctions()));
    var services = new Services(store, devices, settings.services());
    var runner = new ServiceRunner(services, outward);
    ServiceWatch.start(system, services, runner);
    var all = new ArrayList<>(outward);
    all.add(new ServiceFunctions(services, runner));
    all.add(new LifeCycleFunctions(settings.script()));
    all.add(new MemoryFunctions(settings.script().values(), store.scriptValues()));
    all.add(new ListenFunctions(system, devices));
    return new ScriptParts(Scripts.start(system, settings.script(), all), List.copyOf(all), services, runner);
  }
}
