package io.ledgerline.projection;

import io.ledgerline.canon.Bytes;
import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.projection.world.Entries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Projects made-up entries into a graph without a ledger around them, on the calling thread.
public final class GraphFeeder {

  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 11, 20);
  private static final int FIRST_RUNS = 0x2000000;

  private final Projection projection;
  private Optional<Cursor> cursor = Optional.empty();

  /// Into an empty graph.
  public GraphFeeder(LineageGraph graph) {
    this.projection = new Projection(graph, TestLedgers.genesis());
  }

  /// One batch.
  public void project(List<PayloadEntry> batch) {
    cursor = Optional.of(projection.apply(cursor, batch, false));
  }

  /// The entries of the credit-scoring pipeline on a day, counted from 0, with runs of its own.
  public static List<PayloadEntry> day(int day) {
    List<Entries.Event> events = Entries.creditScoring();
    List<PayloadEntry> entries = new ArrayList<>();
    for (Entries.Event event : events) {
      String text =
          event
              .payload()
              .utf8()
              .replace("01a1f9b", String.format(Locale.ROOT, "%07x", FIRST_RUNS + day))
              .replace("2026-11-20T", FIRST_DAY.plusDays(day) + "T");
      entries.add(Entries.entry((long) day * events.size() + entries.size() + 1, event.with(text)));
    }
    return entries;
  }

  /// Runs that one run started, each with an event that says that it read and wrote something.
  ///
  /// @param from the number of the first, from 0
  public static List<PayloadEntry> children(int from, int count) {
    List<PayloadEntry> entries = new ArrayList<>();
    for (int number = from; number < from + count; number++) {
      String text =
          """
          {"eventType":"COMPLETE","eventTime":"2026-01-01T00:00:00.%09dZ","producer":"urn:p",\
          "schemaURL":"urn:s#/$defs/RunEvent","run":{"runId":"00000000-0000-4000-8000-%012x",\
          "facets":{"parent":{"run":{"runId":"ffffffff-0000-4000-8000-000000000000"},\
          "job":{"namespace":"j","name":"parent"}}}},\
          "job":{"namespace":"j","name":"child","facets":{}},\
          "inputs":[{"namespace":"d","name":"in","facets":{}}],\
          "outputs":[{"namespace":"d","name":"out","facets":{}}]}\
          """
              .formatted(number, number);
      entries.add(Entries.entry(number + 1L, Entries.Event.lineage(Bytes.utf8(text))));
    }
    return entries;
  }
}
