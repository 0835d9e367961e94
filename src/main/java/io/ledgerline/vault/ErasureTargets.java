package io.ledgerline.vault;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.event.system.Erasure;

/// Which units an entry erased. Pure.
public final class ErasureTargets {

  private ErasureTargets() {}

  /// The units that the payload of an entry says it erased; none if it is no erasure.
  public static UnitSet of(String leafType, Bytes accepted) {
    if (!leafType.equals(Erasure.TYPE)) {
      return UnitSet.EMPTY;
    }
    try {
      return new UnitSet(
          Erasure.parse(CanonicalJson.parse(accepted, JsonLimits.OWN_RECORDS)).targets());
    } catch (MalformedJsonException | IllegalArgumentException otherVersion) {
      return UnitSet.EMPTY;
    }
  }
}
