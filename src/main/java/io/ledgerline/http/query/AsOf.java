package io.ledgerline.http.query;

import io.ledgerline.graph.history.TakenBack;
import io.ledgerline.http.Problem;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.StrictNumber;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.projection.Moments;
import io.ledgerline.projection.Projector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which part of the ledger an answer from the graph takes into account.
@ApplicationScoped
public class AsOf {

  /// The header with the index of the last entry that was taken into account.
  public static final String POSITION = "X-Ledger-Position";

  /// The header with the entries that erased since what was there at that position.
  public static final String ERASURES = "X-Ledger-Erasures";

  /// The header with the entries that retracted since what was there at that position.
  public static final String RETRACTIONS = "X-Ledger-Retractions";

  private static final Duration WAIT_MAX = Duration.ofSeconds(10);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Projector projector;
  private final Moments moments;

  AsOf(Projector projector, Ledger ledger) {
    this.projector = projector;
    this.moments = new Moments(ledger);
  }

  /// Reads `asOf` and `min-seq`, and waits until the graph has the entries that they name.
  ///
  /// @param asOf a position, or a time of RFC 3339; null for now
  /// @param minSeq a position that the graph has to reach first; null for none
  /// @return the position; empty for now
  /// @throws ProblemException 400 if one is neither, or they contradict each other, 404 if the
  ///   ledger had no entry at the time, 503 if the graph does not reach them in time, and at once
  ///   if the ledger has no such entry: no thread waits for what a client made up
  public OptionalLong position(@Nullable String asOf, @Nullable String minSeq) {
    OptionalLong position = asOf == null ? OptionalLong.empty() : position(asOf);
    if (minSeq != null) {
      long least = index("min-seq", minSeq);
      if (position.orElse(least) < least) {
        throw new ProblemException(
            ProblemType.MALFORMED_REQUEST, "asOf is " + position.getAsLong() + ", before min-seq.");
      }
      await("min-seq", least);
    }
    position.ifPresent(index -> await("asOf", index));
    return position;
  }

  /// Has an answer say what was taken back since of what was there.
  public static ResponseBuilder tell(ResponseBuilder answer, TakenBack takenBack) {
    return answer
        .header(ERASURES, header(takenBack.erasures()))
        .header(RETRACTIONS, header(takenBack.retractions()));
  }

  /// Null, which makes no header, if there are none; of more than are named, it says so.
  private static @Nullable String header(NavigableSet<Long> entries) {
    if (entries.isEmpty()) {
      return null;
    }
    List<String> named = entries.stream().limit(TakenBack.NAMED_MAX).map(String::valueOf).toList();
    String more = entries.size() > TakenBack.NAMED_MAX ? ", ..." : "";
    return named.stream().collect(Collectors.joining(", ")) + more;
  }

  private OptionalLong position(String asOf) {
    if (StrictNumber.parse(asOf).isPresent()) {
      return OptionalLong.of(index("asOf", asOf));
    }
    Instant time;
    try {
      time = OffsetDateTime.parse(asOf).toInstant();
    } catch (DateTimeParseException neither) {
      throw new ProblemException(
          ProblemType.MALFORMED_REQUEST,
          "asOf is the index of an entry, or a time such as 2026-01-31T12:00:00Z.");
    }
    OptionalLong position = moments.at(time);
    if (position.isEmpty()) {
      throw new ProblemException(ProblemType.NOT_FOUND, "The ledger had no entry at asOf.");
    }
    return position;
  }

  private static long index(String name, String text) {
    return StrictNumber.parse(text)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.MALFORMED_REQUEST, name + " is a whole number from 0."));
  }

  private void await(String name, long index) {
    if (!projector.isSequenced(index)) {
      throw notYet("The ledger has no entry at " + name + " yet");
    }
    if (!projector.awaitPosition(index, WAIT_MAX)) {
      throw notYet("The graph has not reached the position of " + name);
    }
  }

  private ProblemException notYet(String reason) {
    String renewal =
        projector.renewal().map(status -> " Another one is filled: " + status.text()).orElse("");
    return new ProblemException(
        Problem.of(
                ProblemType.NOT_YET_PUBLISHED,
                reason + "; the graph stands at " + projector.position() + "." + renewal)
            .retryAfter(RETRY_AFTER));
  }
}
