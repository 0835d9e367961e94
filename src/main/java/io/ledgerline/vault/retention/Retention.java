package io.ledgerline.vault.retention;

import io.ledgerline.entry.LogId;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.detach.DetachedException;
import io.ledgerline.vault.erasure.ErasureStore;
import io.ledgerline.vault.erasure.Erasures;
import io.ledgerline.vault.hold.Hold;
import io.ledgerline.vault.hold.HoldStore;
import io.ledgerline.vault.hold.HoldStore.Held;
import io.ledgerline.vault.retention.RetentionReport.OfClass;
import io.ledgerline.vault.retention.RetentionReport.Past;
import io.ledgerline.vault.retention.RetentionReport.Run;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/// Erases what is past the limit of its class: whole entries, but for those under a hold and the
/// system's own.
///
/// One replica runs it at a time; should two overlap, the same page is the same erasure entry, and
/// what one erased the other does not find. Thread-safe; a Uni does nothing before it is subscribed
/// to.
public final class Retention {

  /// The legal basis in its erasure entries, before the class.
  public static final String LEGAL_BASIS = "retention-";

  /// Who authorised them.
  public static final String AUTHORISED_BY = "retention-schedule";

  private static final String DUTY = "retention";
  private static final int REPORTED_MAX = 1_000;

  /// What it works with.
  ///
  /// @param holder names this replica
  public record Setup(
      Ledger ledger,
      RetentionStore store,
      ErasureStore entries,
      HoldStore holds,
      Erasures erasures,
      RetentionSettings settings,
      InstantSource clock,
      UUID holder) {}

  private final Setup setup;
  private final LogId log;
  private final AtomicBoolean isStopping = new AtomicBoolean();

  private Run run = Run.NONE;

  /// The retention of a log.
  public Retention(Setup setup) {
    this.setup = setup;
    this.log = setup.ledger().genesis().log();
  }

  /// How far the last or current run of this replica is.
  public synchronized Run progress() {
    return run;
  }

  /// Ends the current run after the page that it is at.
  public void stop() {
    isStopping.set(true);
  }

  /// Erases everything that is past its limit, unless another run, or another replica, is at it.
  public Uni<Run> run() {
    return Uni.createFrom()
        .deferred(
            () -> {
              if (!begin()) {
                return Uni.createFrom().item(this::progress);
              }
              isStopping.set(false);
              return mayGoOn()
                  .chain(may -> may ? classes() : Uni.createFrom().voidItem())
                  .onTermination()
                  .invoke(this::end)
                  .map(done -> progress());
            });
  }

  /// What is past its limit, and why it is there.
  public Uni<RetentionReport> report() {
    return Multi.createFrom()
        .iterable(setup.settings().limitByClass().keySet())
        .onItem()
        .transformToUniAndConcatenate(this::report)
        .collect()
        .asList()
        .map(classes -> new RetentionReport(setup.settings().interval(), classes, progress()));
  }

  private Uni<OfClass> report(String retentionClass) {
    Instant cutoff = cutoff(retentionClass);
    return before(cutoff)
        .chain(
            before ->
                setup
                    .store()
                    .kept(log, retentionClass, 0, before, REPORTED_MAX + 1)
                    .chain(
                        indices ->
                            setup
                                .holds()
                                .on(log, indices, Optional.empty())
                                .map(
                                    held ->
                                        new OfClass(
                                            retentionClass,
                                            setup.settings().limit(retentionClass),
                                            cutoff,
                                            before,
                                            past(indices, held),
                                            indices.size() > REPORTED_MAX))));
  }

  private static List<Past> past(List<Long> indices, List<Held> held) {
    Map<Long, List<Hold>> holdsByIndex = new LinkedHashMap<>();
    held.forEach(
        h -> holdsByIndex.computeIfAbsent(h.index(), i -> new ArrayList<>()).add(h.hold()));
    return indices.stream()
        .limit(REPORTED_MAX)
        .map(index -> new Past(index, holdsByIndex.getOrDefault(index, List.of())))
        .toList();
  }

  private Uni<Void> classes() {
    Uni<Void> done =
        setup
            .store()
            .dropRefused(log, setup.clock().instant().minus(setup.settings().refusedLimit()))
            .invoke(dropped -> advance(0, 0, dropped, 0))
            .replaceWithVoid();
    for (String retentionClass : setup.settings().limitByClass().keySet()) {
      done =
          done.chain(() -> before(cutoff(retentionClass)))
              .chain(before -> pages(retentionClass, 0, before));
    }
    return done;
  }

  private Uni<Void> pages(String retentionClass, long from, long before) {
    if (from >= before || isStopping.get()) {
      return Uni.createFrom().voidItem();
    }
    return setup
        .store()
        .kept(log, retentionClass, from, before, setup.settings().pageEntries())
        .chain(
            indices ->
                indices.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : page(retentionClass, indices)
                        .chain(this::mayGoOn)
                        .chain(
                            may ->
                                may
                                    ? pages(retentionClass, indices.getLast() + 1, before)
                                    : Uni.createFrom().voidItem()));
  }

  private Uni<Void> page(String retentionClass, List<Long> indices) {
    return setup
        .holds()
        .on(log, indices, Optional.empty())
        .chain(
            held -> {
              List<Long> free = new ArrayList<>(indices);
              free.removeAll(held.stream().map(Held::index).toList());
              long heldCount = (long) indices.size() - free.size();
              return erase(retentionClass, free)
                  .invoke(() -> advance(free.size(), heldCount, 0, indices.getLast()));
            });
  }

  private Uni<Void> erase(String retentionClass, List<Long> indices) {
    if (indices.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return setup
        .entries()
        .kept(log, indices)
        .chain(
            kept -> {
              SortedMap<Long, SortedSet<Integer>> units = new TreeMap<>();
              kept.forEach((index, entry) -> units.put(index, entry.left()));
              return setup
                  .erasures()
                  .erase(new UnitSet(units), LEGAL_BASIS + retentionClass, AUTHORISED_BY);
            })
        .invoke(
            entry -> {
              if (entry.isEmpty()) {
                throw new IllegalStateException("the ledger has no room: the next run goes on");
              }
            })
        .replaceWithVoid();
  }

  private Uni<Boolean> mayGoOn() {
    return setup.store().hold(log, DUTY, setup.holder(), setup.settings().leaseDuration());
  }

  private Instant cutoff(String retentionClass) {
    return setup.clock().instant().minus(setup.settings().limit(retentionClass));
  }

  /// The first index that was received at a time or later: the times of receipt never go back.
  private Uni<Long> before(Instant cutoff) {
    return search(cutoff, 0, setup.ledger().size());
  }

  private Uni<Long> search(Instant cutoff, long low, long high) {
    if (low >= high) {
      return Uni.createFrom().item(low);
    }
    long middle = low + (high - low) / 2;
    return setup
        .ledger()
        .entry(middle)
        .chain(
            entry ->
                entry.orElseThrow().leaf().receivedAt().isBefore(cutoff)
                    ? search(cutoff, middle + 1, high)
                    : search(cutoff, low, middle))
        .onFailure(DetachedException.class)
        .recoverWithUni(
            // Nothing of it is here to be erased.
            gone -> search(cutoff, gone.range().before(), high));
  }

  private synchronized boolean begin() {
    if (run.isRunning()) {
      return false;
    }
    run = new Run(true, false, 0, 0, 0, 0);
    return true;
  }

  private synchronized void end() {
    run =
        new Run(
            false,
            isStopping.get(),
            run.entriesErased(),
            run.entriesHeld(),
            run.refusedDropped(),
            run.position());
  }

  private synchronized void advance(long erased, long held, long dropped, long position) {
    run =
        new Run(
            run.isRunning(),
            run.isStopped(),
            run.entriesErased() + erased,
            run.entriesHeld() + held,
            run.refusedDropped() + dropped,
            position);
  }
}
