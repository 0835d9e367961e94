package io.ledgerline.bench.driver;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An OpenLineage event of which copies are made: each with other run ids, the same ones where they
/// are the same, and on a later day. Where they stand is looked for once; a copy costs little more
/// than its bytes, so that the driver leaves the processors to what is measured.
final class EventTemplate {

  private static final Pattern RUN_ID =
      Pattern.compile("\"runId\":\"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-([0-9a-f]{12})");
  private static final Pattern DAY = Pattern.compile("20[0-9]{2}-[01][0-9]-[0-3][0-9](?=T)");
  private static final long MASK = (1L << 48) - 1;
  private static final long STEP = 0x9E37_79B9_7F4BL;
  private static final int ID_DIGITS = 12;

  private record Id(int at, long bits) {}

  private record Day(int at, LocalDate date) {}

  private final byte[] bytes;
  private final List<Id> ids = new ArrayList<>();
  private final List<Day> days = new ArrayList<>();

  /// @param line whose characters before the last id or day are ASCII, as the demo's are
  EventTemplate(String line) {
    this.bytes = line.getBytes(StandardCharsets.UTF_8);
    if (bytes.length != line.length()) {
      throw new IllegalArgumentException("places of characters are not those of bytes");
    }
    for (Matcher id = RUN_ID.matcher(line); id.find(); ) {
      ids.add(new Id(id.start(1), HexFormat.fromHexDigitsToLong(id.group(1))));
    }
    for (Matcher day = DAY.matcher(line); day.find(); ) {
      days.add(new Day(day.start(), LocalDate.parse(day.group())));
    }
  }

  /// A copy.
  ///
  /// @param round of which there is one copy
  /// @param later how many days
  byte[] copy(long round, long later) {
    byte[] copy = bytes.clone();
    for (Id id : ids) {
      long bits = id.bits() ^ (round * STEP & MASK);
      for (int i = ID_DIGITS - 1; i >= 0; i--) {
        copy[id.at() + i] = (byte) HexFormat.of().toLowHexDigit((int) bits);
        bits >>>= 4;
      }
    }
    for (Day day : days) {
      byte[] text = day.date().plusDays(later).toString().getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(text, 0, copy, day.at(), text.length);
    }
    return copy;
  }
}
