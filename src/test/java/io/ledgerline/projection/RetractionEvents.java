package io.ledgerline.projection;

/// What the tests of retractions send.
final class RetractionEvents {

  private RetractionEvents() {}

  /// A retraction in a CloudEvent in structured mode.
  static String record(String id, String target) {
    return """
    {"specversion":"1.0","id":"%s","source":"https://example.org/t",\
    "type":"io.ledgerline.retraction.v1","datacontenttype":"application/json","data":{\
    "recordId":"%s","namespace":"credit-prod","occurredAt":"2026-11-21T09:30:00Z",\
    "producer":{"uri":"https://example.org/t","version":"1"},"actor":{"id":"emp-0042"},\
    "personalData":"pseudonymous","target":%s,"reason":"It was a test."}}\
    """
        .formatted(id, id, target);
  }

  /// A run that read one dataset and wrote another.
  static String event(String job, String input, String output) {
    return """
    {"eventTime":"2026-01-01T00:00:00Z","producer":"https://example.org/tests",\
    "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",\
    "eventType":"COMPLETE","run":{"runId":"0190a1b2-c3d4-7e5f-8a9b-0000%08x"},\
    "job":{"namespace":"tests","name":"%s"},\
    "inputs":[{"namespace":"db","name":"%s"}],"outputs":[{"namespace":"db","name":"%s"}]}\
    """
        .formatted(job.hashCode(), job, input, output);
  }
}
