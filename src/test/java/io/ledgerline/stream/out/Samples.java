package io.ledgerline.stream.out;

import io.ledgerline.canon.Bytes;
import io.ledgerline.projection.world.Entries;

/// Made-up events.
final class Samples {

  private Samples() {}

  static Entries.Event event(String job, String input, String output) {
    return Entries.Event.lineage(
        """
        {"eventTime":"2026-01-01T00:00:00Z","producer":"https://example.org/tests",\
        "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",\
        "eventType":"COMPLETE","run":{"runId":"0190a1b2-c3d4-7e5f-8a9b-0000%08x"},\
        "job":{"namespace":"tests","name":"%s"},\
        "inputs":[{"namespace":"db","name":"%s"}],"outputs":[{"namespace":"db","name":"%s"}]}\
        """
            .formatted(job.hashCode(), job, input, output));
  }

  static Entries.Event retraction(long index, String hash) {
    String id = "0196e0c4-9b3c-7e74-8c36-5a7f0d9e3f42";
    return Entries.Event.record(
        Bytes.utf8(
            """
            {"specversion":"1.0","id":"%s","source":"https://example.org/t",\
            "type":"io.ledgerline.retraction.v1","datacontenttype":"application/json","data":{\
            "recordId":"%s","namespace":"tests","occurredAt":"2026-11-21T09:30:00Z",\
            "producer":{"uri":"https://example.org/t","version":"1"},"actor":{"id":"emp-0042"},\
            "personalData":"pseudonymous","target":{"entry":{"index":%d,"leafHash":"%s"}},\
            "reason":"It was a test."}}\
            """
                .formatted(id, id, index, hash)));
  }
}
