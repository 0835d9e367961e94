package io.ledgerline.entry;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.NullFinder;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Frontier;
import io.ledgerline.merkle.Hasher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a leaf says of a payload: a digest over all of it, and a root over its units.
///
/// Either can be checked without the other, so an erased unit does not break the entry.
///
/// @param eventDigest [#eventDigest(Salt, Bytes)] of the accepted bytes
/// @param unitDigests the digests of the units in their order; they stay when a unit is erased
public record Commitment(Digest eventDigest, List<Digest> unitDigests) {

  private static final int NULL_BYTES = 4;
  private static final String EVENT_LABEL = "ledgerline/event/v1\n";

  /// Checks that there is a unit 0.
  ///
  /// @throws CorruptEntryException if there is no unit
  public Commitment {
    unitDigests = List.copyOf(unitDigests);
    if (unitDigests.isEmpty()) {
      throw new CorruptEntryException("a payload has at least unit 0");
    }
  }

  /// `SHA-256("ledgerline/event/v1\n" || salt || accepted bytes)`.
  public static Digest eventDigest(Salt salt, Bytes accepted) {
    return accepted.to(begin(salt)::bytes).finish();
  }

  /// What the digest of accepted bytes starts with: they follow.
  private static Hasher begin(Salt salt) {
    return salt.bytes().to(new Hasher().label(EVENT_LABEL)::bytes);
  }

  /// The Merkle tree hash over the unit digests, each of them an entry of 32 bytes.
  public Digest payloadRoot() {
    return payloadRoot(unitDigests);
  }

  /// The Merkle tree hash over unit digests, each of them an entry of 32 bytes.
  public static Digest payloadRoot(List<Digest> unitDigests) {
    if (unitDigests.size() == 1) {
      return Digest.ofLeaf(unitDigests.get(0));
    }
    return Frontier.EMPTY.append(unitDigests.stream().map(Digest::ofLeaf).toList()).root();
  }

  /// The digest of accepted bytes, taken from their units as they lie, without putting them
  /// together.
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
    Hasher hasher = begin(eventSalt);
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
