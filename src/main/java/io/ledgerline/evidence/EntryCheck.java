package io.ledgerline.evidence;

import io.ledgerline.entry.Commitment;
import io.ledgerline.entry.Leaf;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.InclusionFile;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.SignedNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Checks one entry: its leaf against the checkpoint, its payload against the leaf.
final class EntryCheck {

  private final Checkpoint checkpoint;
  private final SignedNote note;
  private final SortedMap<Long, SystemEntries.Erasure> erasures;
  private final Findings findings;

  /// @param erasures those of the bundle, by index
  EntryCheck(
      Checkpoint checkpoint,
      SignedNote note,
      SortedMap<Long, SystemEntries.Erasure> erasures,
      Findings findings) {
    this.checkpoint = checkpoint;
    this.note = note;
    this.erasures = erasures;
    this.findings = findings;
  }

  /// Checks the entry, and says what of it was checked if its parts could be read.
  Optional<Verdict.Entry> entry(BundleReader.EntryFiles files) {
    long index = files.index();
    files.proof().ifPresent(proof -> proof(index, proof, files.leaf()));
    if (files.leaf().isEmpty() || files.payload().isEmpty()) {
      return Optional.empty();
    }
    Leaf leaf = files.leaf().get();
    PayloadFile payload = files.payload().get();
    payload(index, leaf, payload);
    return Optional.of(
        new Verdict.Entry(
            index,
            leaf.type(),
            files.roles(),
            leaf.receivedAt(),
            leaf.units(),
            closed(payload.disclosure()),
            erased(index, payload.disclosure()),
            leaf.redactions()));
  }

  private void proof(long index, InclusionFile proof, Optional<Leaf> leaf) {
    String file = BundleFormat.proof(index);
    findings.require(
        proof.index() == index, file, "is a proof of entry " + proof.index() + ", not " + index);
    findings.require(
        proof.checkpoint().equals(note), file, "holds another checkpoint than the file checkpoint");
    if (leaf.isPresent()) {
      try {
        Digest root = proof.proof(checkpoint).rootWith(leaf.get().hash());
        findings.require(
            root.equals(checkpoint.root()),
            BundleFormat.leaf(index),
            "is not entry "
                + index
                + " of the log, or its proof was changed: the two do not lead to"
                + " the root of the checkpoint");
      } catch (MalformedNoteException malformed) {
        findings.add(file, "proves nothing under this checkpoint: " + malformed.getMessage());
      }
    }
  }

  private void payload(long index, Leaf leaf, PayloadFile payload) {
    String file = BundleFormat.payload(index);
    Disclosure shown = payload.disclosure();
    findings.require(
        shown.mediaType().equals(leaf.mediaType()),
        file,
        "says media type " + shown.mediaType() + ", the leaf says " + leaf.mediaType());
    findings.require(
        payload.digests().size() == leaf.units(),
        file,
        "has " + payload.digests().size() + " units, the leaf says " + leaf.units());
    units(file, shown, payload.digests());
    if (!payload.digests().isEmpty()) {
      findings.require(
          Commitment.payloadRoot(payload.digests()).equals(leaf.payloadRoot()),
          file,
          "a unit was changed, or is of another entry: the units' digests do not lead to the leaf's"
              + " payload_root");
    }
    if (shown instanceof Disclosure.Whole whole) {
      findings
          .read(file, () -> whole.payload().commitment().eventDigest())
          .ifPresent(
              digest ->
                  findings.require(
                      digest.equals(leaf.eventDigest()),
                      file,
                      "the event as a whole does not have the leaf's event_digest: a unit or the"
                          + " event salt was changed"));
    }
  }

  private void units(String file, Disclosure shown, List<Digest> digests) {
    for (int i = 0; i < digests.size() && i < shown.units().size(); i++) {
      if (shown.units().get(i) instanceof Disclosure.Open open) {
        String name = open.unit().pointer().isEmpty() ? "" : " (" + open.unit().pointer() + ")";
        findings.require(
            open.digest().equals(digests.get(i)),
            file,
            "unit " + i + name + " was changed: value, pointer and salt do not have its digest");
      }
    }
  }

  private static List<Integer> closed(Disclosure shown) {
    List<Integer> closed = new ArrayList<>();
    for (int i = 0; i < shown.units().size(); i++) {
      if (!(shown.units().get(i) instanceof Disclosure.Open)) {
        closed.add(i);
      }
    }
    return closed;
  }

  /// The units that were erased, each with the entry of the bundle that did; where none did, a unit
  /// is missing, and nobody says why.
  private List<Verdict.Erased> erased(long index, Disclosure shown) {
    List<Verdict.Erased> erased = new ArrayList<>();
    for (int i = 0; i < shown.units().size(); i++) {
      if (shown.units().get(i) instanceof Disclosure.Erased unit) {
        SystemEntries.Erasure erasure = erasures.get(unit.by());
        if (erasure != null && unit.by() > index && erasure.units().contains(index, i)) {
          erased.add(new Verdict.Erased(i, unit.by(), erasure.at()));
        } else {
          findings.add(
              BundleFormat.payload(index),
              "unit "
                  + i
                  + " is said to be erased by entry "
                  + unit.by()
                  + ", and no entry of the bundle shows that");
        }
      }
    }
    return erased;
  }
}
