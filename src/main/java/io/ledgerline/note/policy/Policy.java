package io.ledgerline.note.policy;

import io.ledgerline.note.SignedNote;
import io.ledgerline.note.UntrustedNoteException;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.note.cosignature.Cosignature;
import io.ledgerline.note.cosignature.CosignerKey;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A trust policy: the logs and witnesses that its holder knows, and which witnesses together are
/// enough.
///
/// Source: C2SP tlog-policy (untagged, commit 5ba5ee83). [#parse] is the way to one: it checks that
/// every name is defined before its use, and that a name counts in one place only. Names are
/// octets, kept here as a text of as many characters (ISO 8859-1).
///
/// @param logs the logs whose checkpoints are accepted; may be none where they are known otherwise
/// @param witnesses the witnesses
/// @param groups the groups, each after its members
/// @param quorum the witness or group that must have witnessed; empty if none is needed
public record Policy(
    List<Log> logs, List<Witness> witnesses, List<Group> groups, Optional<String> quorum) {

  /// The largest file that is read, in bytes.
  public static final int SIZE_BYTES_MAX = 128 * 1024;

  /// Copies the lists.
  public Policy {
    logs = List.copyOf(logs);
    witnesses = List.copyOf(witnesses);
    groups = List.copyOf(groups);
  }

  /// A log.
  ///
  /// @param key what verifies its checkpoints; its name is their origin
  /// @param url where it is
  public record Log(VerifierKey key, Optional<String> url) {}

  /// A witness.
  ///
  /// @param name what this file calls it
  /// @param key what verifies its cosignatures
  /// @param url its submission prefix
  public record Witness(String name, CosignerKey key, Optional<String> url) {

    /// The name as a person may read it.
    public String shownName() {
      return shown(name);
    }
  }

  /// Witnesses or groups of which so many have to have witnessed.
  ///
  /// @param name what this file calls it
  /// @param threshold how many, 1 to the number of members
  /// @param members the names of witnesses and earlier groups
  public record Group(String name, int threshold, List<String> members) {

    /// Copies the members.
    public Group {
      members = List.copyOf(members);
    }
  }

  /// What a policy says of a checkpoint.
  ///
  /// @param cosigned who cosigned it, in the order of the policy, each with its earliest time
  /// @param missing which witnesses did not, in the order of the policy
  /// @param isQuorumMet whether those who did are enough
  public record Judgement(List<Cosigned> cosigned, List<Witness> missing, boolean isQuorumMet) {

    /// Copies the lists.
    public Judgement {
      cosigned = List.copyOf(cosigned);
      missing = List.copyOf(missing);
    }
  }

  /// A witness and its cosignature.
  public record Cosigned(Witness witness, Cosignature cosignature) {}

  /// Reads a file.
  ///
  /// @throws MalformedPolicyException if it is none, with everything that is wrong
  public static Policy parse(byte[] file) {
    return new PolicyReader().read(file);
  }

  /// The keys of all logs.
  public List<VerifierKey> logKeys() {
    return logs.stream().map(Log::key).toList();
  }

  /// The keys of all witnesses.
  public List<CosignerKey> witnessKeys() {
    return witnesses.stream().map(Witness::key).toList();
  }

  /// Whether these witnesses together are enough.
  public boolean isQuorumMet(Collection<CosignerKey> cosigned) {
    if (quorum.isEmpty()) {
      return true;
    }
    Set<String> held = new HashSet<>();
    for (Witness witness : witnesses) {
      if (cosigned.contains(witness.key())) {
        held.add(witness.name());
      }
    }
    // Each group stands after its members, so one pass is enough.
    for (Group group : groups) {
      if (group.members().stream().filter(held::contains).count() >= group.threshold()) {
        held.add(group.name());
      }
    }
    return held.contains(quorum.get());
  }

  /// Says who cosigned a checkpoint. The signature of the log is not looked at.
  ///
  /// @throws UntrustedNoteException if a line under it claims to be of a known witness and is not
  public Judgement judge(SignedNote note) {
    List<Cosignature> verified = CosignerKey.verified(note, witnessKeys());
    List<Cosigned> cosigned =
        witnesses.stream()
            .flatMap(
                witness ->
                    verified.stream()
                        .filter(c -> c.key().equals(witness.key()))
                        .min((a, b) -> Long.compare(a.timeSeconds(), b.timeSeconds()))
                        .map(c -> new Cosigned(witness, c))
                        .stream())
            .toList();
    Set<CosignerKey> keys = new HashSet<>(verified.stream().map(Cosignature::key).toList());
    List<Witness> missing = witnesses.stream().filter(w -> !keys.contains(w.key())).toList();
    return new Judgement(cosigned, missing, isQuorumMet(keys));
  }

  /// A name of octets as a person may read it: as UTF-8 where it is.
  static String shown(String octets) {
    return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
