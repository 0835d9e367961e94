package io.ledgerline.stream.out;

import io.ledgerline.entry.Genesis;
import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.GraphChange;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.projection.ChangeTrail;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.out.NodeFmtLib;
import org.apache.jena.sparql.core.Quad;
import org.apache.kafka.clients.producer.ProducerRecord;

/// One topic of the graph, from where it stands: what is written to it, and in which transactions.
/// For one thread.
///
/// The cursor of the graph is always in the last rows of what belongs together: where a copy of the
/// graph shows a position, it has everything up to there.
final class Publication {

  private static final String CONTENT_TYPE = "Content-Type";
  private static final String RDF_PATCH = "application/rdf-patch";
  private static final String KIND = "ledger-kind";
  private static final String PART = "ledger-part";
  private static final String IS_LAST = "ledger-last-part";

  /// A snapshot is committed in pieces of so many bytes, so that no transaction takes too long.
  private static final long TRANSACTION_BYTES = 8L << 20;

  private final Session session;
  private final Generation generation;
  private final String topic;
  private final Iris iris;
  private final Node meta;
  private final int messageBytesMax;
  private Mark last;

  /// @param last what the topic ends with
  Publication(
      Session session,
      Generation generation,
      String topic,
      Mark last,
      Genesis genesis,
      int messageBytesMax) {
    this.session = session;
    this.generation = generation;
    this.topic = topic;
    this.last = last;
    this.iris = new Iris(genesis.baseIri());
    this.meta = iris.graph("meta");
    this.messageBytesMax = messageBytesMax;
  }

  /// How much was committed.
  record Sent(long records, long bytes) {}

  Generation generation() {
    return generation;
  }

  String topic() {
    return topic;
  }

  /// The last entry that is on the topic.
  Mark last() {
    return last;
  }

  /// Writes everything that a graph has, and its cursor last.
  ///
  /// @param between called now and then; what it throws ends it
  Sent snapshot(LineageGraph graph, Cursor at, Runnable between) {
    Batch batch = new Batch();
    graph.read(
        dataset -> {
          PatchParts parts = parts(batch, last, "snapshot", "");
          Iterator<Quad> quads = dataset.find();
          while (quads.hasNext()) {
            Quad quad = quads.next();
            if (!quad.getGraph().equals(meta)) {
              parts.add(quad);
            }
            if (batch.bytes >= TRANSACTION_BYTES) {
              between.run();
              batch.commit();
            }
          }
          parts.replace(List.of(), at.quads(meta));
          parts.end();
          return batch.bytes;
        });
    batch.commit();
    return batch.sent();
  }

  /// Writes what entries changed, in one transaction.
  Sent publish(List<ChangeTrail.Change> changes) {
    Batch batch = new Batch();
    Mark before = last;
    for (ChangeTrail.Change change : changes) {
      Cursor cursor = change.cursor();
      Mark mark = new Mark(cursor.log(), cursor.position(), cursor.leafHash());
      PatchParts parts = parts(batch, mark, "entry", header(before, mark));
      GraphChange quads = change.change();
      quads.removed().forEach(parts::delete);
      quads.added().forEach(parts::add);
      List<Quad> after = cursor.quads(meta);
      List<Quad> replaced =
          new Cursor(
                  cursor.log(),
                  before.position(),
                  before.leafHash(),
                  cursor.mappingVersion(),
                  cursor.mappingDigest(),
                  false)
              .quads(meta);
      parts.replace(
          replaced.stream().filter(quad -> !after.contains(quad)).toList(),
          after.stream().filter(quad -> !replaced.contains(quad)).toList());
      parts.end();
      before = mark;
    }
    batch.commit();
    last = before;
    return batch.sent();
  }

  /// What a patch is, and what it follows.
  private String header(Mark before, Mark mark) {
    return "H id %s .\nH prev %s .\n"
        .formatted(
            NodeFmtLib.strNT(iris.entry(mark.position())),
            NodeFmtLib.strNT(iris.entry(before.position())));
  }

  private PatchParts parts(Batch batch, Mark mark, String kind, String header) {
    return new PatchParts(
        header,
        messageBytesMax,
        (part, number, isLast) -> {
          ProducerRecord<byte[], byte[]> made = mark.on(topic, mark.log(), part);
          Mark.put(made.headers(), CONTENT_TYPE, RDF_PATCH);
          Mark.put(made.headers(), KIND, kind);
          Mark.put(made.headers(), PART, Integer.toString(number));
          Mark.put(made.headers(), IS_LAST, Boolean.toString(isLast));
          batch.add(made);
        });
  }

  /// What goes into the next transaction, and what was committed before.
  private final class Batch {

    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private long bytes;
    private long sentRecords;
    private long sentBytes;

    private void add(ProducerRecord<byte[], byte[]> made) {
      records.add(made);
      bytes += made.value().length;
    }

    private void commit() {
      session.send(records);
      sentRecords += records.size();
      sentBytes += bytes;
      records.clear();
      bytes = 0;
    }

    private Sent sent() {
      return new Sent(sentRecords, sentBytes);
    }
  }
}
