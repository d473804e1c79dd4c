package org.argonaut.bulkdata;

import java.time.Instant;
import java.util.Map;

/**
 * One report as its device made it.
 *
 * @param format as the standard names it: {@code NameValuePair}, {@code ObjectHierarchy}, {@code ParameterPerRow}, {@code
 *     ParameterPerColumn}
 * @param collected when the values were collected; null: the report does not say, or not so that it can be read
 * @param parameters values by name, in the order of the report
 */
record BulkReport(String format, Instant collected, Map<String, String> parameters) {}
