package io.ledgerline.entry;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.NullFinder;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Hasher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The digest of accepted bytes, taken from the units as they lie, without putting them together.
final class Reassembly {

  private static final int NULL_BYTES = 4;

  private Reassembly() {}

  /// The event digest of these units.
  ///
  /// @param dataOffset where the JSON starts in unit 0
  /// @return empty for some units of which [Payload#accepted()] could still be made
  static Optional<Digest> eventDigest(Salt eventSalt, List<DataUnit> units, int dataOffset) {
    Bytes rest = units.get(0).value();
    List<JsonPointer> pointers = new ArrayList<>(units.size() - 1);
    for (DataUnit unit : units.subList(1, units.size())) {
      pointers.add(JsonPointer.parse(unit.pointer()));
    }
    return NullFinder.find(rest.slice(dataOffset, rest.size()), pointers)
        .map(places -> eventDigest(eventSalt, units, dataOffset, places));
  }

  private static Digest eventDigest(
      Salt eventSalt, List<DataUnit> units, int dataOffset, int[] places) {
    Bytes rest = units.get(0).value();
    Hasher hasher = Commitment.begin(eventSalt);
    int from = 0;
    for (int i = 0; i < places.length; i++) {
      int place = places[i] + dataOffset;
      rest.slice(from, place).to(hasher::bytes);
      units.get(i + 1).value().to(hasher::bytes);
      from = place + NULL_BYTES;
    }
    return rest.slice(from, rest.size()).to(hasher::bytes).finish();
  }
}
