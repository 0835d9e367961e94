package io.ledgerline.ledger;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Identity;
import io.ledgerline.entry.LeafDraft;
import io.ledgerline.entry.Payload;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.merkle.Digest;
import java.util.List;
import java.util.random.RandomGenerator;

/// What a producer hands in: everything of an entry but its index and its time of receipt.
///
/// @param draft the leaf to be; its commitment is that of `payload`
/// @param payload the accepted bytes in units
/// @param identity tells a repetition from news
/// @param retentionClass how long the payload is kept: `log` or `documentation`
/// @param beside what else the entry's transaction does
public record Submission(
    LeafDraft draft, Payload payload, Identity identity, String retentionClass, Beside beside) {

  /// What the transaction of an entry does beside: all of it becomes durable with the entry, or
  /// nothing.
  ///
  /// @param subjects the data subjects by which the entry is found again
  /// @param erased units of earlier entries that this entry, an erasure, deletes
  public record Beside(List<Mark> subjects, UnitSet erased) {

    /// Nothing.
    public static final Beside NOTHING = new Beside(List.of(), UnitSet.EMPTY);

    /// Copies the list.
    public Beside {
      subjects = List.copyOf(subjects);
    }
  }

  /// A data subject that is named in a unit.
  ///
  /// @param subject under a key that is not in the store
  /// @param unit the number of the unit
  public record Mark(Digest subject, int unit) {}

  /// A submission whose transaction does nothing beside.
  public Submission(LeafDraft draft, Payload payload, Identity identity, String retentionClass) {
    this(draft, payload, identity, retentionClass, Beside.NOTHING);
  }

  /// Checks that leaf and payload have as many units, and that the retention class is one of the
  /// two.
  ///
  /// @throws IllegalArgumentException if not
  public Submission {
    if (draft.commitment().unitDigests().size() != payload.units().size()) {
      throw new IllegalArgumentException("the commitment is not that of the payload");
    }
    if (!retentionClass.equals("log") && !retentionClass.equals("documentation")) {
      throw new IllegalArgumentException("no retention class: " + retentionClass);
    }
  }

  /// The first entry of a log. Its identity depends on the genesis alone.
  ///
  /// @param random of the salts
  static Submission ofGenesis(Genesis genesis, RandomGenerator random) {
    CanonicalJson json = genesis.toJson();
    Payload payload = Payload.whole(Genesis.MEDIA_TYPE, json.bytes(), random);
    LeafDraft draft =
        new LeafDraft(
            Genesis.TYPE,
            Genesis.MEDIA_TYPE,
            Ledger.SYSTEM_PRODUCER,
            genesis.tenant(),
            payload.commitment(),
            0);
    Identity identity =
        Identity.ofSystem(genesis.tenant(), Genesis.TYPE, genesis.log().toString(), json.object());
    return new Submission(draft, payload, identity, "documentation");
  }

  /// The bytes that wait in memory until the entry is durable: the values of its units.
  long sizeBytes() {
    return payload.units().stream().mapToLong(unit -> unit.value().size()).sum();
  }
}
