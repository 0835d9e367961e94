package io.ledgerline.http.marquez;

import io.ledgerline.access.Permission;
import io.ledgerline.http.Requires;
import io.ledgerline.lineage.catalogue.Catalogue;
import io.ledgerline.lineage.catalogue.EventTimes;
import io.ledgerline.lineage.catalogue.NameCounts;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// How many events came, and how many names there were, over the last day or week, by the
/// producers' clocks.
@Path("/api/v1/stats")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public class StatisticsResource {

  private static final int HOURS = 24;
  private static final int DAYS = 7;

  /// Events in one interval.
  record EventCounts(
      Instant startInterval,
      Instant endInterval,
      long fail,
      long start,
      long complete,
      long abort) {}

  /// Names that there were at the end of an interval.
  record NameCount(Instant startInterval, Instant endInterval, long count) {}

  private record Interval(Instant start, Instant end) {

    boolean holds(Instant time) {
      return !time.isBefore(start) && time.isBefore(end);
    }
  }

  private final EventTimes times;
  private final Catalogue catalogue;
  private final InstantSource clock;

  StatisticsResource(EventTimes times, Catalogue catalogue, InstantSource clock) {
    this.times = times;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /// Run events by what they report.
  @GET
  @Path("/lineage-events")
  @Requires(Permission.READ)
  @Operation(operationId = "countEvents", summary = "Run events by hour of a day or day of a week")
  public Response events(
      @QueryParam("period") @Nullable String period,
      @QueryParam("timezone") @Nullable String timezone) {
    List<Interval> intervals = intervals(period, timezone);
    EventTimes.Events read = times.events();
    List<EventCounts> counts =
        intervals.stream().map(interval -> counts(read.events(), interval)).toList();
    return Reading.answer(counts, !read.reaches(intervals.getFirst().start()), read.position());
  }

  /// Jobs, datasets, or namespaces of datasets.
  @GET
  @Path("/{what:jobs|datasets|sources}")
  @Requires(Permission.READ)
  @Operation(operationId = "countNames", summary = "Jobs, datasets or sources that there were")
  public Response names(
      @PathParam("what") String what,
      @QueryParam("period") @Nullable String period,
      @QueryParam("timezone") @Nullable String timezone) {
    List<Interval> intervals = intervals(period, timezone);
    EventTimes.Events read = times.events();
    Map<Long, Instant> timesByIndex = read.timesByIndex();
    List<Long> entries = catalogue.firstEntries(of(what));
    List<NameCount> counts =
        intervals.stream()
            .map(
                interval ->
                    new NameCount(
                        interval.start(),
                        interval.end(),
                        entries.stream()
                            .filter(entry -> isBefore(timesByIndex, entry, interval.end()))
                            .count()))
            .toList();
    return Reading.answer(counts, !read.reaches(intervals.getFirst().start()), read.position());
  }

  private static Function<NameCounts, List<Long>> of(String what) {
    return switch (what) {
      case "jobs" -> NameCounts::jobs;
      case "datasets" -> NameCounts::datasets;
      default -> NameCounts::sources; // the path lets in no other
    };
  }

  /// An entry of which no time is known is older than all that was looked at.
  private static boolean isBefore(Map<Long, Instant> timesByIndex, long entry, Instant end) {
    Instant time = timesByIndex.get(entry);
    return time == null || time.isBefore(end);
  }

  private static EventCounts counts(List<EventTimes.Event> events, Interval interval) {
    List<EventTimes.Event> within =
        events.stream().filter(event -> interval.holds(event.time())).toList();
    return new EventCounts(
        interval.start(),
        interval.end(),
        count(within, "FAIL"),
        count(within, "START"),
        count(within, "COMPLETE"),
        count(within, "ABORT"));
  }

  private static long count(List<EventTimes.Event> events, String type) {
    return events.stream().filter(event -> event.eventType().equals(type)).count();
  }

  private List<Interval> intervals(@Nullable String period, @Nullable String timezone) {
    ZoneId zone = zone(timezone);
    ZonedDateTime now = clock.instant().atZone(zone);
    return switch (period == null ? "" : period) {
      case "DAY" -> intervals(now.truncatedTo(ChronoUnit.HOURS), ChronoUnit.HOURS, HOURS);
      case "WEEK" -> intervals(now.truncatedTo(ChronoUnit.DAYS), ChronoUnit.DAYS, DAYS);
      default -> // an open set: whatever a client writes
          throw Reading.malformed("period is DAY or WEEK.");
    };
  }

  private static List<Interval> intervals(ZonedDateTime last, ChronoUnit unit, int count) {
    List<Interval> intervals = new ArrayList<>();
    for (int i = count - 1; i >= 0; i--) {
      ZonedDateTime start = last.minus(i, unit);
      intervals.add(new Interval(start.toInstant(), start.plus(1, unit).toInstant()));
    }
    return intervals;
  }

  private static ZoneId zone(@Nullable String timezone) {
    try {
      return timezone == null ? ZoneId.of("UTC") : ZoneId.of(timezone);
    } catch (DateTimeException unknown) {
      throw Reading.malformed("timezone is the name of a time zone, as Europe/Berlin.");
    }
  }
}
