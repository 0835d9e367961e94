package io.ledgerline.stream.out;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.apache.jena.riot.out.NodeFmtLib;
import org.apache.jena.sparql.core.Quad;

/// Writes [RDF Patch](https://jena.apache.org/documentation/rdf-patch/) as text, cut into parts: a
/// row is never cut, and a part has at most so many bytes, unless a single row has more.
///
/// There are no transactions and no prefixes in it, and no blank nodes: rows that are applied twice
/// do no harm. For one thread.
final class PatchParts {

  /// Takes what was written.
  interface Taker {

    /// Called for each part in order.
    ///
    /// @param number from 1
    /// @param isLast whether no other follows
    void take(byte[] part, int number, boolean isLast);
  }

  private final byte[] header;
  private final int bytesMax;
  private final Taker taker;
  private final ByteArrayOutputStream part = new ByteArrayOutputStream();
  private int number;
  private boolean hasRow;

  /// @param header rows that every part begins with
  PatchParts(String header, int bytesMax, Taker taker) {
    this.header = header.getBytes(UTF_8);
    this.bytesMax = bytesMax;
    this.taker = taker;
    part.writeBytes(this.header);
  }

  /// A quad is there from now on.
  void add(Quad quad) {
    whole(row('A', quad));
  }

  /// A quad is there no more.
  void delete(Quad quad) {
    whole(row('D', quad));
  }

  /// Some quads take the place of others, in one part.
  void replace(List<Quad> deleted, List<Quad> added) {
    StringBuilder rows = new StringBuilder();
    deleted.forEach(quad -> rows.append(row('D', quad)));
    added.forEach(quad -> rows.append(row('A', quad)));
    whole(rows.toString());
  }

  /// Hands over the last part, also if it is the only one, and empty.
  void end() {
    hand(true);
  }

  private static String row(char operation, Quad quad) {
    StringBuilder text = new StringBuilder(256);
    text.append(operation).append(' ');
    text.append(NodeFmtLib.strNT(quad.getSubject())).append(' ');
    text.append(NodeFmtLib.strNT(quad.getPredicate())).append(' ');
    text.append(NodeFmtLib.strNT(quad.getObject())).append(' ');
    if (!quad.isDefaultGraph()) {
      text.append(NodeFmtLib.strNT(quad.getGraph())).append(' ');
    }
    return text.append(".\n").toString();
  }

  private void whole(String rows) {
    byte[] bytes = rows.getBytes(UTF_8);
    if (hasRow && part.size() + bytes.length > bytesMax) {
      hand(false);
    }
    part.writeBytes(bytes);
    hasRow = true;
  }

  private void hand(boolean isLast) {
    taker.take(part.toByteArray(), ++number, isLast);
    part.reset();
    part.writeBytes(header);
    hasRow = false;
  }
}
