package org.argonaut.node;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.argonaut.device.FileLinks;
import org.argonaut.store.StoreUnavailable;

/** Links to files on the device port, for the API. */
final class DeviceFileLinks implements FileLinks {
  private final CompletableFuture<org.argonaut.acs.FileLinks> links;

  /**
   * @param links complete once the cluster's secrets are known
   */
  DeviceFileLinks(CompletionStage<org.argonaut.acs.FileLinks> links) {
    this.links = links.toCompletableFuture();
  }

  @Override
  public String downloadUrl(String name, Duration validity) {
    return now().urlFor(name, validity);
  }

  @Override
  public String uploadUrl(String name, Duration validity) {
    return now().uploadUrlFor(name, validity);
  }

  private org.argonaut.acs.FileLinks now() {
    if (!links.isDone() || links.isCompletedExceptionally()) {
      throw new StoreUnavailable("the database was not there yet, so no links to files can be made");
    }
    return links.join();
  }
}
