package io.ledgerline.evidence;

import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.note.policy.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the verifier says of a bundle.
public sealed interface Verdict {

  /// Everything fits, a key that the reader trusts signed the checkpoint, and the witnesses that
  /// the reader's policy asks for, if any, cosigned it.
  record Verified(Summary summary) implements Verdict {}

  /// Everything fits, but the key is known from inside the bundle only, so that anybody could have
  /// made all of it: nothing is proved before the key is compared with one from elsewhere.
  record ConsistentKeyUntrusted(Summary summary) implements Verdict {}

  /// Everything fits and a key that the reader trusts signed the checkpoint, but too few of the
  /// witnesses that the reader's policy asks for cosigned it: others may be shown another log.
  record QuorumNotMet(Summary summary) implements Verdict {}

  /// Something was changed, is missing, or never fitted: all of it that was found.
  record Failed(List<Finding> findings) implements Verdict {

    /// Copies the findings.
    ///
    /// @throws IllegalArgumentException if there are none
    public Failed {
      findings = List.copyOf(findings);
      if (findings.isEmpty()) {
        throw new IllegalArgumentException("a failure has a reason");
      }
    }

    /// Whether nothing is wrong but that the key is none of those that the reader trusts: it may be
    /// the right bundle and the wrong key.
    public boolean isKeyAlone() {
      return findings.stream()
          .allMatch(
              finding ->
                  finding.file().equals(BundleFormat.KEY)
                      && finding.problem().startsWith(Finding.KEY_NOT_TRUSTED));
    }

    /// Whether that is all, and the key has the name of one that the reader trusts: it may be one
    /// that the log had before or has since.
    public boolean isOtherKeyOfOrigin() {
      return isKeyAlone()
          && findings.stream()
              .allMatch(finding -> finding.problem().startsWith(Finding.OTHER_KEY_OF_ORIGIN));
    }
  }

  /// What was checked.
  ///
  /// @param bundleSha256 of the whole file
  /// @param subject the words of whoever made the bundle
  /// @param log the log
  /// @param origin the origin of its checkpoints
  /// @param size of the checkpoint, in entries
  /// @param root the Merkle tree hash over them
  /// @param key the key that signed the checkpoint
  /// @param witnessed what the reader's policy says of the checkpoint; empty without a policy
  /// @param unchecked the names of further signatures under the checkpoint, which were not checked
  /// @param entries the entries, by index
  /// @param documents the documents, by name
  record Summary(
      Digest bundleSha256,
      String subject,
      LogId log,
      String origin,
      long size,
      Digest root,
      VerifierKey key,
      Optional<Policy.Judgement> witnessed,
      List<String> unchecked,
      List<Entry> entries,
      List<Document> documents) {

    /// Copies the lists.
    public Summary {
      unchecked = List.copyOf(unchecked);
      entries = List.copyOf(entries);
      documents = List.copyOf(documents);
    }
  }

  /// An entry that is in the log, with what was and was not checked of its payload.
  ///
  /// @param index its place in the log
  /// @param type of its leaf
  /// @param roles why it is in the bundle; the words of whoever made the bundle
  /// @param receivedAt by the clock of the log's operator
  /// @param units how many units its payload has
  /// @param closed the numbers of those that were erased or are withheld: their values were not
  ///   checked
  /// @param erased those of them that were erased, by an entry of the bundle that says so
  /// @param redactions how many secrets were replaced before anything was hashed
  record Entry(
      long index,
      String type,
      List<String> roles,
      Instant receivedAt,
      int units,
      List<Integer> closed,
      List<Erased> erased,
      int redactions) {

    /// Copies the lists.
    public Entry {
      roles = List.copyOf(roles);
      closed = List.copyOf(closed);
      erased = List.copyOf(erased);
    }
  }

  /// A unit that was erased.
  ///
  /// @param unit its number
  /// @param by the index of the erasure entry
  /// @param at when that was received, by the clock of the log's operator
  record Erased(int unit, long by, Instant at) {}

  /// A document.
  ///
  /// @param name its file name
  /// @param sha256 of its content
  /// @param recordedBy the entries of the bundle that record this digest; none if the log does not
  ///   vouch for the document
  record Document(String name, Digest sha256, List<Long> recordedBy) {

    /// Copies the list.
    public Document {
      recordedBy = List.copyOf(recordedBy);
    }
  }
}
