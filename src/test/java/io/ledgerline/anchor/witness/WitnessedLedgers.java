package io.ledgerline.anchor.witness;

import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.guard.RollbackGuard;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.NoteSignature;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Ledgers that publish what two witnesses cosigned, over stores in memory, without a network.
final class WitnessedLedgers {

  final InMemoryEntryStore entries = new InMemoryEntryStore();
  final InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore();
  final InMemoryCosignatureStore cosignatures = new InMemoryCosignatureStore();
  final TestWitness one = new TestWitness("one", 21, TestLedgers.key().verifierKey());
  final TestWitness two = new TestWitness("two", 22, TestLedgers.key().verifierKey());
  final AtomicReference<Instant> now = new AtomicReference<>(TestLedgers.NOW);

  @Nullable WitnessedPublication publication;

  Policy both() {
    return policy("group both all one two\nquorum both");
  }

  Policy either() {
    return policy("group either any one two\nquorum either");
  }

  Policy policy(String end) {
    return Policy.parse((one.line() + two.line() + end).getBytes(StandardCharsets.UTF_8));
  }

  Exchange exchange() {
    return TestWitness.of(one, two);
  }

  Ledger open(Policy policy) {
    return open(policy, WitnessSettings.DEFAULTS);
  }

  Ledger open(Policy policy, WitnessSettings settings) {
    return open(entries, cosignatures, RollbackGuard.none(), policy, settings);
  }

  Ledger openWith(EntryStore store, CosignatureStore kept) {
    return open(store, kept, RollbackGuard.none(), both(), WitnessSettings.DEFAULTS);
  }

  Ledger open(
      EntryStore store,
      CosignatureStore kept,
      RollbackGuard guard,
      Policy policy,
      WitnessSettings settings) {
    InMemoryCheckpointStore signed = store == entries ? checkpoints : new InMemoryCheckpointStore();
    Ledger.Setup base = TestLedgers.setup(store, signed);
    publication =
        new WitnessedPublication(
            new WitnessedPublication.Setup(
                TestLedgers.genesis().log(), policy, kept, signed, exchange(), settings, now::get));
    return Ledger.open(
            TestLedgers.genesis(),
            new Ledger.Setup(
                store,
                signed,
                base.tiles(),
                base.keys(),
                base.settings(),
                base.clock(),
                base.random(),
                base.executor(),
                guard,
                publication))
        .await()
        .indefinitely();
  }

  static void append(Ledger ledger, String... names) {
    for (String name : names) {
      ledger.append(Submissions.of(name, name)).await().indefinitely();
    }
  }

  static SignedNote publish(Ledger ledger) {
    return publishIfAny(ledger).orElseThrow();
  }

  static Optional<SignedNote> publishIfAny(Ledger ledger) {
    return ledger.publish().await().indefinitely();
  }

  static long sizeOf(SignedNote note) {
    return Checkpoint.parse(note.text()).size();
  }

  static List<String> names(SignedNote note) {
    return note.signatures().stream().map(NoteSignature::name).toList();
  }
}
