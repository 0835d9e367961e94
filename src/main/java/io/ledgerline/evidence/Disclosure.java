package io.ledgerline.evidence;

import io.ledgerline.entry.Commitment;
import io.ledgerline.entry.DataUnit;
import io.ledgerline.entry.Payload;
import io.ledgerline.merkle.Digest;
import java.util.List;

/// How much of a payload a bundle shows.
public sealed interface Disclosure {

  /// The media type of the accepted bytes.
  String mediaType();

  /// The units, unit 0 first.
  List<Unit> units();

  /// Everything: all units, and the salt of the event digest.
  record Whole(Payload payload) implements Disclosure {

    @Override
    public String mediaType() {
      return payload.mediaType();
    }

    @Override
    public List<Unit> units() {
      return payload.units().stream().<Unit>map(Open::new).toList();
    }
  }

  /// Some units only. The others were erased, or are withheld: the event digest cannot be checked,
  /// and its salt, with which the missing part could be guessed, is not in the bundle.
  record Partial(String mediaType, List<Unit> units) implements Disclosure {

    /// Checks that there is something to be withheld.
    ///
    /// @throws IllegalArgumentException if every unit is open
    public Partial {
      units = List.copyOf(units);
      if (units.stream().allMatch(Open.class::isInstance)) {
        throw new IllegalArgumentException("a payload whose units are all open is a whole one");
      }
    }
  }

  /// One unit.
  sealed interface Unit {

    /// What the payload root is made of.
    Digest digest();
  }

  /// A unit with its value.
  record Open(DataUnit unit) implements Unit {

    @Override
    public Digest digest() {
      return unit.digest();
    }
  }

  /// A unit of which only the digest is shown: it is withheld.
  record Closed(Digest digest) implements Unit {}

  /// A unit of which only the digest is left.
  ///
  /// @param by the index of the erasure entry, which the bundle has to hold
  record Erased(Digest digest, long by) implements Unit {}

  /// The root over the units.
  default Digest payloadRoot() {
    return Commitment.payloadRoot(units().stream().map(Unit::digest).toList());
  }
}
