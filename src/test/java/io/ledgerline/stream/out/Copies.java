package io.ledgerline.stream.out;

import java.io.ByteArrayInputStream;
import org.apache.jena.rdfpatch.changes.RDFChangesApply;
import org.apache.jena.rdfpatch.text.RDFPatchReaderText;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What a copy of the graph makes of the records on its topic, by Jena's own reader of RDF Patch.
final class Copies {

  private Copies() {}

  static void apply(ConsumerRecord<byte[], byte[]> patch, DatasetGraph copy) {
    new RDFPatchReaderText(new ByteArrayInputStream(patch.value()))
        .apply(new RDFChangesApply(copy));
  }
}
