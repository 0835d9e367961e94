package io.ledgerline.projection.facts;

import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.event.record.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// By when a serious incident is to be reported: the earliest of the clocks that apply, from when
/// the provider became aware of it.
///
/// Regulation (EU) 2024/1689, Article 73(2) to (4). How days are counted is not settled: these are
/// calendar days, of 24 hours each.
final class IncidentClock {

  private static final Duration GENERAL = Duration.ofDays(15);
  private static final Duration DEATH = Duration.ofDays(10);
  private static final Duration WIDESPREAD = Duration.ofDays(2);

  private IncidentClock() {}

  /// Pure.
  ///
  /// @return empty if it is not said when the provider became aware
  static Optional<Instant> due(JsonObject incident) {
    boolean isInfrastructure = incident.string("harmCode").equals(Optional.of("b"));
    Duration clock =
        isInfrastructure || is(incident, "widespread")
            ? WIDESPREAD
            : is(incident, "death") ? DEATH : GENERAL;
    return incident.string("awareAt").flatMap(Fields::time).map(aware -> aware.plus(clock));
  }

  private static boolean is(JsonObject incident, String field) {
    return incident.members().get(field) instanceof JsonBoolean truth && truth.value();
  }
}
