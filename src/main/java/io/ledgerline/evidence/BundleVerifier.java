package io.ledgerline.evidence;

import io.ledgerline.canon.Bytes;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.NoteSignature;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.UntrustedNoteException;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.note.cosignature.CosignerKey;
import io.ledgerline.note.history.KeyHistory;
import io.ledgerline.note.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Checks a bundle from the outside in: the zip, the manifest, the signature of the checkpoint, the
/// genesis, each entry from its payload's units up to the checkpoint's root.
///
/// Collects all that is wrong. Pure: needs no network, no clock and no state; any thread.
public final class BundleVerifier {

  private BundleVerifier() {}

  /// Whom the reader trusts, known from elsewhere than the bundle.
  ///
  /// @param keys the keys of the log; may be empty
  /// @param policy which witnesses have to have cosigned the checkpoint; its logs are trusted too
  public record Trust(Collection<VerifierKey> keys, Optional<Policy> policy) {

    /// Adds the logs of the policy to the keys.
    public Trust {
      List<VerifierKey> all = new ArrayList<>(keys);
      policy.ifPresent(known -> all.addAll(known.logKeys()));
      keys = List.copyOf(all);
    }

    /// Trust in keys of the log alone.
    public static Trust of(Collection<VerifierKey> keys) {
      return new Trust(keys, Optional.empty());
    }
  }

  /// Checks a file.
  ///
  /// @throws IOException if the file cannot be read
  public static Verdict verify(Path bundle, Trust trust) throws IOException {
    long size = Files.size(bundle);
    if (size > BundleFormat.BUNDLE_BYTES_MAX) {
      return tooLarge(size);
    }
    return verify(Bytes.owned(Files.readAllBytes(bundle)), trust);
  }

  /// Checks the bytes of a bundle. Never throws on what is in them.
  ///
  /// @param trusted the keys that the reader trusts, from elsewhere; may be empty
  public static Verdict verify(Bytes bundle, Collection<VerifierKey> trusted) {
    return verify(bundle, Trust.of(trusted));
  }

  /// Checks the bytes of a bundle. Never throws on what is in them.
  public static Verdict verify(Bytes bundle, Trust trust) {
    if (bundle.size() > BundleFormat.BUNDLE_BYTES_MAX) {
      return tooLarge(bundle.size());
    }
    Findings findings = new Findings();
    Optional<BundleReader.Parts> parts = BundleReader.read(bundle, findings);
    Optional<KeyHistory> history = parts.map(read -> SystemEntries.history(read, findings));
    Optional<Checkpoint> checkpoint =
        parts.flatMap(read -> checkpoint(read, history.orElseThrow(), trust.keys(), findings));
    Optional<Policy.Judgement> witnessed =
        parts.flatMap(read -> trust.policy().flatMap(policy -> witnessed(read, policy, findings)));
    if (parts.isEmpty() || checkpoint.isEmpty()) {
      return new Verdict.Failed(findings.all());
    }
    List<Verdict.Entry> entries = entries(parts.get(), checkpoint.get(), findings);
    if (!findings.isEmpty()) {
      return new Verdict.Failed(findings.all());
    }
    Description description = parts.get().description();
    Verdict.Summary summary =
        new Verdict.Summary(
            Manifest.sha256(bundle),
            description.subject(),
            description.log(),
            checkpoint.get().origin(),
            checkpoint.get().size(),
            checkpoint.get().root(),
            signer(parts.get().checkpoint(), history.orElseThrow(), trust.keys()),
            witnessed,
            unchecked(parts.get(), history.orElseThrow(), trust.policy()),
            entries,
            SystemEntries.documents(parts.get()));
    if (trust.keys().isEmpty()) {
      return new Verdict.ConsistentKeyUntrusted(summary);
    }
    return witnessed.isEmpty() || witnessed.get().isQuorumMet()
        ? new Verdict.Verified(summary)
        : new Verdict.QuorumNotMet(summary);
  }

  private static Optional<Policy.Judgement> witnessed(
      BundleReader.Parts parts, Policy policy, Findings findings) {
    try {
      return Optional.of(policy.judge(parts.checkpoint()));
    } catch (UntrustedNoteException untrusted) {
      findings.add(BundleFormat.CHECKPOINT, String.valueOf(untrusted.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<Checkpoint> checkpoint(
      BundleReader.Parts parts,
      KeyHistory history,
      Collection<VerifierKey> trusted,
      Findings findings) {
    String file = BundleFormat.CHECKPOINT;
    Optional<Checkpoint> read =
        findings.read(file, () -> Checkpoint.parse(parts.checkpoint().text()));
    read.ifPresent(
        checkpoint -> {
          signature(parts, checkpoint, history, trusted, findings);
          findings.require(
              checkpoint.text().equals(parts.checkpoint().text()),
              file,
              "has lines that no checkpoint of ours has");
          Description description = parts.description();
          findings.require(
              description.origin().equals(checkpoint.origin()),
              BundleFormat.DESCRIPTION,
              "names the origin "
                  + description.origin()
                  + ", the checkpoint "
                  + checkpoint.origin());
          findings.require(
              description.size() == checkpoint.size(),
              BundleFormat.DESCRIPTION,
              "names " + description.size() + " entries, the checkpoint " + checkpoint.size());
        });
    return read;
  }

  private static void signature(
      BundleReader.Parts parts,
      Checkpoint checkpoint,
      KeyHistory history,
      Collection<VerifierKey> trusted,
      Findings findings) {
    VerifierKey first = parts.key();
    findings.require(
        first.name().equals(checkpoint.origin()),
        BundleFormat.KEY,
        "is a key of " + first.name() + ", the checkpoint is one of " + checkpoint.origin());
    List<VerifierKey> accepted = accepted(history, trusted);
    if (accepted.isEmpty()) {
      findings.add(
          BundleFormat.KEY,
          (trusted.stream().anyMatch(key -> key.name().equals(first.name()))
                  ? Finding.OTHER_KEY_OF_ORIGIN
                  : Finding.KEY_NOT_TRUSTED)
              + ": it is "
              + first
              + ", you trust "
              + trusted.stream().map(VerifierKey::text).toList());
    }
    try {
      parts.checkpoint().verifiedText(history.keys());
      if (!accepted.isEmpty()) {
        parts.checkpoint().verifiedText(accepted);
      }
    } catch (UntrustedNoteException untrusted) {
      findings.add(
          BundleFormat.CHECKPOINT,
          "was changed, or another key signed it: under "
              + BundleFormat.KEY
              + (history.steps().isEmpty() ? " " : " and the keys that followed it, ")
              + untrusted.getMessage());
    }
  }

  /// The keys whose signature counts: those that the reader trusts, and what the log says followed
  /// them; all of them where the reader trusts none.
  private static List<VerifierKey> accepted(KeyHistory history, Collection<VerifierKey> trusted) {
    return trusted.isEmpty() ? history.keys() : history.keysFrom(trusted);
  }

  /// The newest key that counts and signed; the log's first one if none did.
  private static VerifierKey signer(
      SignedNote checkpoint, KeyHistory history, Collection<VerifierKey> trusted) {
    VerifierKey signer = history.first();
    for (VerifierKey key : accepted(history, trusted)) {
      if (checkpoint.signatures().stream().anyMatch(key::isNamedBy)) {
        signer = key;
      }
    }
    return signer;
  }

  /// The names of the signatures that were passed over: those of another name or key id than the
  /// log's and the witnesses'.
  private static List<String> unchecked(
      BundleReader.Parts parts, KeyHistory history, Optional<Policy> policy) {
    List<CosignerKey> witnesses = policy.map(Policy::witnessKeys).orElse(List.of());
    return parts.checkpoint().signatures().stream()
        .filter(signature -> history.keys().stream().noneMatch(key -> key.isNamedBy(signature)))
        .filter(signature -> witnesses.stream().noneMatch(key -> key.isNamedBy(signature)))
        .map(NoteSignature::name)
        .toList();
  }

  private static List<Verdict.Entry> entries(
      BundleReader.Parts parts, Checkpoint checkpoint, Findings findings) {
    EntryCheck check =
        new EntryCheck(
            checkpoint, parts.checkpoint(), SystemEntries.erasures(parts, findings), findings);
    SystemEntries.requireGenesis(parts, findings);
    List<Verdict.Entry> entries = new ArrayList<>();
    Instant latest = Instant.MIN;
    for (BundleReader.EntryFiles files : parts.entries()) {
      Optional<Verdict.Entry> entry = check.entry(files);
      if (entry.isPresent()) {
        Instant receivedAt = entry.get().receivedAt();
        findings.require(
            !receivedAt.isBefore(latest),
            BundleFormat.leaf(files.index()),
            "was received at " + receivedAt + ", before an entry that precedes it");
        latest = receivedAt;
        entries.add(entry.get());
      }
    }
    return entries;
  }

  private static Verdict tooLarge(long size) {
    return new Verdict.Failed(
        List.of(
            new Finding(
                Finding.ARCHIVE,
                "has " + size + " bytes; a bundle has at most " + BundleFormat.BUNDLE_BYTES_MAX)));
  }
}
