package io.ledgerline.sweep;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue.JsonNull;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Identity;
import io.ledgerline.event.system.Sweep;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.detach.DetachedException;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The sweeps that the log records, found by their numbers: a sweep is named by its number, and the
/// store finds entries by their names.
final class SweepRecords {

  private static final int STEPS = 20;

  private final Ledger ledger;
  private final EntryStore entries;

  /// A sweep and the entry that records it.
  ///
  /// @param index of the entry
  /// @param at when it was received
  record Recorded(Sweep sweep, long index, Instant at) {}

  SweepRecords(Ledger ledger, EntryStore entries) {
    this.ledger = ledger;
    this.entries = entries;
  }

  /// The number of the newest one; 0 if there is none.
  Uni<Long> newest() {
    return newestBehind(0);
  }

  /// The one with this number, if it is what its entry says.
  Uni<Optional<Recorded>> of(long number) {
    return known(List.of(number))
        .chain(
            places ->
                places.isEmpty()
                    ? Uni.createFrom().item(Optional.<Recorded>empty())
                    : read(places.getFirst()))
        .onFailure(CorruptEntryException.class)
        .recoverWithItem(Optional.empty())
        .onFailure(DetachedException.class)
        .recoverWithItem(Optional.empty());
  }

  private record Place(long number, long index) {}

  /// Goes on in steps that double, until there is none behind the last one found.
  private Uni<Long> newestBehind(long last) {
    List<Long> numbers = IntStream.range(0, STEPS).mapToObj(step -> last + (1L << step)).toList();
    return known(numbers)
        .chain(
            places ->
                places.stream()
                    .map(Place::number)
                    .max(Comparator.naturalOrder())
                    .map(this::newestBehind)
                    .orElseGet(() -> Uni.createFrom().item(last)));
  }

  private Uni<List<Place>> known(List<Long> numbers) {
    List<Identity> identities = numbers.stream().map(this::identity).toList();
    return entries
        .known(ledger.genesis().log(), identities)
        .map(
            known ->
                known.stream()
                    .map(found -> new Place(numbers.get(placeOf(identities, found)), found.index()))
                    .toList());
  }

  private static int placeOf(List<Identity> identities, EntryStore.Known known) {
    return IntStream.range(0, identities.size())
        .filter(i -> identities.get(i).key().equals(known.key()))
        .findFirst()
        .orElseThrow();
  }

  /// The key of the record alone counts.
  private Identity identity(long number) {
    return Identity.ofSystem(
        ledger.genesis().tenant(), Sweep.TYPE, Long.toString(number), JsonNull.of());
  }

  private Uni<Optional<Recorded>> read(Place place) {
    return ledger
        .read(place.index(), 1)
        .map(
            found ->
                found.stream()
                    .filter(entry -> entry.entry().index() == place.index())
                    .findFirst()
                    .map(SweepRecords::recorded)
                    .filter(recorded -> recorded.sweep().number() == place.number()));
  }

  private static Recorded recorded(PayloadEntry entry) {
    try {
      if (!entry.entry().leaf().type().equals(Sweep.TYPE)) {
        throw new IllegalArgumentException("its type is " + entry.entry().leaf().type());
      }
      Sweep sweep =
          Sweep.parse(CanonicalJson.parse(entry.payload().accepted(), JsonLimits.OWN_RECORDS));
      return new Recorded(sweep, entry.entry().index(), entry.entry().leaf().receivedAt());
    } catch (MalformedJsonException | IllegalArgumentException none) {
      throw new CorruptEntryException(
          "entry %d is no sweep: %s".formatted(entry.entry().index(), none.getMessage()), none);
    }
  }
}
