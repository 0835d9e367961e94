package io.ledgerline.assurance.contract;

import io.ledgerline.canon.Bytes;
import io.ledgerline.projection.world.Entries;
import io.ledgerline.projection.world.Entries.Event;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// A job that runs every night: in the events of a real Spark job that reads what another wrote,
/// and in small ones.
public final class Nights {

  /// The dataset that the real job writes.
  public static final String CLEAN = "/srv/lake/credit/clean/applications";

  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final int RUNS = 0x3000000;

  /// Of the events of the credit-scoring pipeline those by which the raw table is written, and
  /// those by which it is read and the clean one is written.
  private static final List<Integer> RAW = List.of(1, 2, 3, 4);

  private static final List<Integer> CLEANING = List.of(20, 21, 22, 23, 24);

  private Nights() {}

  /// The events of a night.
  ///
  /// @param read rows of the raw table
  /// @param written rows of the clean one
  public static List<Event> spark(int night, long read, long written) {
    List<Event> all = Entries.creditScoring();
    List<Event> events = new ArrayList<>();
    RAW.forEach(number -> events.add(onNight(all.get(number), night, read)));
    CLEANING.forEach(number -> events.add(onNight(all.get(number), night, written)));
    return events;
  }

  /// The run of a night that writes the clean table.
  public static String cleaningRun(int night) {
    return runId(20, night);
  }

  /// The run of a night that writes the raw table.
  public static String rawRun(int night) {
    return runId(1, night);
  }

  private static String runId(int event, int night) {
    String text = onNight(Entries.creditScoring().get(event), night, 1).payload().utf8();
    int at = text.indexOf("\"runId\":\"") + "\"runId\":\"".length();
    return text.substring(at, text.indexOf('"', at));
  }

  private static Event onNight(Event event, int night, long rows) {
    return event.with(
        event
            .payload()
            .utf8()
            .replace("01a1f9b", String.format(Locale.ROOT, "%07x", RUNS + night))
            .replace("2026-11-20T", FIRST.plusDays(night) + "T")
            .replace("\"rowCount\":5000", "\"rowCount\":" + rows));
  }

  /// An event of a small job.
  ///
  /// @param input name of a dataset that it reads; none if it is empty
  /// @param facets of what it writes, after its name
  public static Event event(
      String type, String job, int night, int minute, String input, String output, String facets) {
    return event(type, job, night, minute, input, "", output, facets);
  }

  /// The same with facets of what it reads.
  public static Event event(
      String type,
      String job,
      int night,
      int minute,
      String input,
      String inputFacets,
      String output,
      String facets) {
    String json =
        """
        {"eventType":"%s","eventTime":"%s","producer":"urn:p","schemaURL":"urn:s#/$defs/RunEvent",\
        "run":{"runId":"%s"},"job":{"namespace":"j","name":"%s"},"inputs":[%s],"outputs":[%s]}\
        """
            .formatted(
                type,
                time(night, minute),
                run(job, night),
                job,
                input.isEmpty() ? "" : dataset(input, inputFacets),
                output.isEmpty() ? "" : dataset(output, facets));
    return Event.lineage(json);
  }

  /// A time of a night.
  public static Instant time(int night, int minute) {
    return Instant.parse(FIRST.plusDays(night) + "T01:00:00Z").plusSeconds(60L * minute);
  }

  /// The run of a small job.
  public static String run(String job, int night) {
    return UUID.nameUUIDFromBytes(Bytes.utf8(job + night).toArray()).toString();
  }

  /// Facets that say how many rows were written.
  public static String rows(long rows) {
    return ",\"outputFacets\":{\"outputStatistics\":{\"rowCount\":" + rows + "}}";
  }

  /// Facets that say how many rows were written, and into which columns.
  public static String rows(long rows, String... columns) {
    List<String> fields = new ArrayList<>();
    for (String column : columns) {
      fields.add("{\"name\":\"%s\",\"type\":\"long\"}".formatted(column));
    }
    return ",\"facets\":{\"schema\":{\"fields\":[" + String.join(",", fields) + "]}}" + rows(rows);
  }

  /// A contract of a dataset of a small job.
  ///
  /// @param terms members of its data
  public static Event contract(String id, String dataset, String terms) {
    String uuid = UUID.nameUUIDFromBytes(Bytes.utf8(id).toArray()).toString();
    return Event.record(
        Bytes.utf8(
            """
            {"specversion":"1.0","id":"%1$s","source":"urn:c","type":"io.ledgerline.contract.v1",\
            "data":{"recordId":"%1$s","namespace":"n","occurredAt":"2026-01-01T00:00:00Z",\
            "producer":{"uri":"urn:c","version":"1"},"personalData":"none","version":"%2$s",\
            "dataset":{"namespace":"d","name":"%3$s"},"owner":{"id":"team"},%4$s}}\
            """
                .formatted(uuid, id, dataset, terms)));
  }

  private static String dataset(String name, String facets) {
    return "{\"namespace\":\"d\",\"name\":\"" + name + "\"" + facets + "}";
  }
}
