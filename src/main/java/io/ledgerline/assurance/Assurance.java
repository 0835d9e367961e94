package io.ledgerline.assurance;

import io.ledgerline.assurance.AssuranceStore.Progress;
import io.ledgerline.assurance.AssuranceStore.Read;
import io.ledgerline.entry.LogId;
import io.ledgerline.event.stored.StoredEvent;
import io.ledgerline.event.stored.StoredEvents;
import io.ledgerline.event.system.Finding;
import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.StoredEntry;
import io.ledgerline.ledger.detach.DetachedException;
import io.smallrye.mutiny.Uni;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Reads the ledger in order and has recorded what its watches find. One replica does so at a time.
///
/// A step that fails, or another replica that was faster, costs nothing: everything is read again
/// from where the store says, and what is recorded again is the same entry. For one thread.
public final class Assurance {

  private static final Logger LOG = System.getLogger(Assurance.class.getName());
  private static final String DUTY = "assurance";

  /// What it works with.
  ///
  /// @param recorder makes an entry of a finding
  /// @param duty whether this replica follows
  /// @param watches makes those that are asked, without state
  public record Setup(
      Ledger ledger,
      AssuranceStore store,
      Recorder recorder,
      Duty duty,
      Supplier<List<Watch>> watches,
      AssuranceSettings settings,
      InstantSource clock) {}

  /// Makes an entry of a finding.
  @FunctionalInterface
  public interface Recorder {

    /// Fails as [Ledger#append] does.
    Uni<Appended> record(Finding finding);
  }

  /// What one replica does for all.
  @FunctionalInterface
  public interface Duty {

    /// Takes or keeps a duty for a while.
    ///
    /// @return whether this replica has it
    Uni<Boolean> hold(LogId log, String duty, Duration duration);
  }

  private final Setup setup;
  private final LogId log;
  private final AssuranceState state = new AssuranceState();
  private List<Watch> watches = List.of();
  private Progress kept = Progress.NOTHING;
  private boolean isResumed;

  /// A follower that has read nothing.
  public Assurance(Setup setup) {
    this.setup = setup;
    this.log = setup.ledger().genesis().log();
  }

  /// What is known of it; for any thread.
  public AssuranceState state() {
    return state;
  }

  /// Reads what is there, if this replica has the duty, and counts the findings that are open.
  /// Blocks the calling thread.
  public void run() {
    try {
      follow();
      state.open(await(setup.store().open(log)));
    } catch (RuntimeException | Error failure) {
      // After an error too what the watches know may be half of something.
      isResumed = false;
      state.failed(failure);
      throw failure;
    }
  }

  private void follow() {
    boolean isMine = setup.ledger().haltReason().isEmpty() && holdDuty();
    state.duty(isMine);
    if (!isMine) {
      isResumed = false;
      return;
    }
    if (!isResumed) {
      resume();
    }
    boolean isBehind = true;
    while (isBehind && holdDuty()) {
      // Asked for before the page is read: what was received by then is in it, or behind it.
      Instant now = setup.clock().instant();
      List<StoredEntry> page = page();
      List<Read> findings = new ArrayList<>();
      for (StoredEntry entry : page) {
        watches.forEach(watch -> watch.accept(entry));
        if (entry.leaf().type().equals(Finding.TYPE)) {
          read(entry, findings);
        }
      }
      isBehind = page.size() == setup.settings().pageEntries();
      if (!isBehind) {
        long end = kept.next() + page.size();
        watches.forEach(watch -> watch.passed(now, end));
      }
      isBehind |= record() > 0 || watches.stream().anyMatch(Watch::isBehind);
      keep(kept.next() + page.size(), findings);
    }
  }

  /// The next entries. What is detached is passed over: nobody here can tell what it was.
  private List<StoredEntry> page() {
    while (true) {
      try {
        return await(setup.ledger().entries(kept.next(), setup.settings().pageEntries()));
      } catch (DetachedException gone) {
        LOG.log(Level.WARNING, "findings do without {0}", gone.range().words());
        keep(gone.range().before(), List.of());
      }
    }
  }

  private boolean holdDuty() {
    return await(setup.duty().hold(log, DUTY, setup.settings().leaseDuration()));
  }

  private void resume() {
    watches = setup.watches().get();
    kept = await(setup.store().progress(log));
    for (Watch watch : watches) {
      String known = kept.states().get(watch.name());
      if (known != null) {
        watch.resume(known);
      }
    }
    state.read(kept.next());
    isResumed = true;
  }

  /// Has recorded what is due.
  ///
  /// @return how many
  private int record() {
    int count = 0;
    for (Watch watch : watches) {
      for (Watch.Due due : watch.due()) {
        OptionalLong index = index(await(setup.recorder().record(due.finding())));
        if (index.isEmpty()) {
          // There is no room now; it stays due.
          return count;
        }
        watch.recorded(due, index.getAsLong());
        count++;
      }
    }
    return count;
  }

  private static OptionalLong index(Appended appended) {
    return switch (appended) {
      case Appended.Sequenced(var receipt) -> OptionalLong.of(receipt.index());
      case Appended.Repeated(var receipt) -> OptionalLong.of(receipt.index());
      // It was found before, and described otherwise: the identity is the same.
      case Appended.Contradicted(var index) -> OptionalLong.of(index);
      case Appended.Erased(var index, var _) -> OptionalLong.of(index);
      case Appended.Detached(var index) -> OptionalLong.of(index);
      case Appended.Overloaded _ -> OptionalLong.empty();
    };
  }

  private void read(StoredEntry entry, List<Read> findings) {
    PayloadEntry payload = await(setup.ledger().payload(entry.index())).orElseThrow();
    payload
        .readable()
        .ifPresent(
            bytes -> {
              if (StoredEvents.read(Finding.TYPE, bytes)
                  instanceof StoredEvent.System(Finding finding)) {
                findings.add(new Read(entry.index(), entry.leaf().receivedAt(), finding));
              }
            });
  }

  private void keep(long next, List<Read> findings) {
    SortedMap<String, String> states = new TreeMap<>();
    watches.forEach(watch -> states.put(watch.name(), watch.state()));
    Progress to = new Progress(next, states);
    if (to.equals(kept) && findings.isEmpty()) {
      return;
    }
    if (!await(setup.store().advance(log, kept.next(), to, findings))) {
      throw new IllegalStateException("another replica reads the ledger too");
    }
    kept = to;
    state.read(next);
  }

  private <T> T await(Uni<T> answer) {
    return answer.await().atMost(setup.settings().timeout());
  }
}
