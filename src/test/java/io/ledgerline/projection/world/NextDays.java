package io.ledgerline.projection.world;

import io.ledgerline.canon.Bytes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The same pipelines on the days that follow: every run is another one, and every day in a time is
/// as much later.
public final class NextDays {

  private static final Pattern RUN = Pattern.compile("(\"runId\"\\s*:\\s*\")([^\"]+)");
  private static final Pattern DAY = Pattern.compile("20[0-9]{2}-[01][0-9]-[0-3][0-9](?=T)");

  private NextDays() {}

  /// The events of so many days in a row, the first of which is the one that they are of.
  public static List<Entries.Event> of(List<Entries.Event> events, int days) {
    List<Entries.Event> all = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      for (Entries.Event event : events) {
        all.add(day == 0 ? event : event.with(onDay(event.payload().utf8(), day)));
      }
    }
    return all;
  }

  private static String onDay(String text, int day) {
    String runs = RUN.matcher(text).replaceAll(run -> run.group(1) + another(run.group(2), day));
    return DAY.matcher(runs).replaceAll((MatchResult date) -> later(date.group(), day));
  }

  private static String another(String runId, int day) {
    return UUID.nameUUIDFromBytes(Bytes.utf8(runId + day).toArray()).toString();
  }

  private static String later(String date, int day) {
    return LocalDate.parse(date).plusDays(day).toString();
  }
}
