package io.ledgerline.intake;

import io.ledgerline.access.Caller;
import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Frame;
import io.ledgerline.entry.Receipt;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A door to a real ledger in memory, with what it keeps aside.
record Doors(Ledger ledger, InMemoryQuarantine quarantine, Intake intake) implements AutoCloseable {

  static final Caller CALLER = new Caller("k-7f3a", TestLedgers.TENANT);

  static Doors open() {
    return open(IntakeSettings.DEFAULTS);
  }

  static Doors open(IntakeSettings settings) {
    Ledger ledger = TestLedgers.open();
    InMemoryQuarantine quarantine = new InMemoryQuarantine();
    InstantSource clock = InstantSource.fixed(TestLedgers.NOW);
    return new Doors(
        ledger, quarantine, new Intake(ledger, quarantine, settings, clock, new Random(2)));
  }

  Outcome lineage(String event) {
    return lineage(Bytes.utf8(event));
  }

  Outcome lineage(Bytes event) {
    return await(intake.lineage(CALLER, event));
  }

  Outcome structured(String event) {
    return await(intake.cloudEvent(CALLER, Bytes.utf8(event)));
  }

  Outcome binary(Map<String, String> headers, String data) {
    List<Frame.Header> list = new ArrayList<>();
    headers.forEach((name, value) -> list.add(new Frame.Header(name, Bytes.utf8(value))));
    return await(intake.cloudEvent(CALLER, list, Bytes.utf8(data)));
  }

  List<Outcome> batch(String events) {
    return await(intake.cloudEvents(CALLER, Bytes.utf8(events)));
  }

  static Receipt accepted(Outcome outcome) {
    if (outcome instanceof Outcome.Accepted accepted) {
      return accepted.receipt();
    }
    throw new AssertionError("not accepted: " + outcome);
  }

  /// The accepted bytes of an entry, as text.
  String stored(Outcome outcome) {
    return await(ledger.payload(accepted(outcome).index()))
        .orElseThrow()
        .payload()
        .accepted()
        .utf8();
  }

  static <T> T await(Uni<T> uni) {
    return uni.await().atMost(Duration.ofMinutes(2));
  }

  @Override
  public void close() {
    ledger.close();
  }
}
