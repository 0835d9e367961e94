package io.ledgerline.evidence;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.DataUnit;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Leaf;
import io.ledgerline.entry.LeafDraft;
import io.ledgerline.entry.Payload;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Frontier;
import io.ledgerline.merkle.InclusionProof;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.InclusionFile;
import io.ledgerline.note.SignedNote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// Bundles of a log of three entries: the genesis, an event in three units of which unit 2 was
/// erased, and the erasure.
public final class ErasedBundles {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private ErasedBundles() {}

  /// A bundle in which everything fits.
  public static Bytes zip() {
    return zip("[{\"index\":1,\"units\":[2]}]", 2, true);
  }

  /// Written by hand: the writer refuses what does not fit.
  ///
  /// @param targets what the erasure entry says it erased
  /// @param by which entry the event's payload names
  /// @param hasErasure whether the erasure entry is in the bundle
  static Bytes zip(String targets, long by, boolean hasErasure) {
    SortedMap<String, Bytes> files =
        new TreeMap<>(StoredZip.read(withheld(targets, hasErasure)).files());
    String payload =
        files
            .get(BundleFormat.payload(1))
            .utf8()
            .replaceFirst(
                "\\{\"digest\":\"([^\"]+)\"\\}", "{\"digest\":\"$1\",\"erased_by\":" + by + "}")
            .replace("\"v\":\"1\"", "\"v\":\"2\"");
    files.put(BundleFormat.payload(1), Bytes.utf8(payload));
    return TestBundles.rebuilt(files);
  }

  /// The same in which unit 2 is withheld.
  private static Bytes withheld(String targets, boolean hasErasure) {
    String erasure =
        "{\"authorised_by\":\"dpo-3\",\"legal_basis\":\"gdpr-17-1-b\",\"targets\":"
            + targets
            + ",\"v\":\"1\"}";
    List<Payload> payloads =
        new ArrayList<>(TestBundles.payloads(TestBundles.key().verifierKey()).subList(0, 2));
    payloads.add(Payload.whole("application/json", Bytes.utf8(erasure), new Random(5)));
    List<String> types = List.of(Genesis.TYPE, "some-event", "io.ledgerline.erasure.v1");
    List<Leaf> leaves = new ArrayList<>();
    for (int i = 0; i < payloads.size(); i++) {
      leaves.add(
          new LeafDraft(
                  types.get(i), "application/json", "p-1", "t-1", payloads.get(i).commitment(), 0)
              .receivedAt(START.plusSeconds(i)));
    }
    return BundleWriter.render(bundle(leaves, payloads, hasErasure));
  }

  private static Bundle bundle(List<Leaf> leaves, List<Payload> payloads, boolean hasErasure) {
    List<Digest> hashes = leaves.stream().map(Leaf::hash).toList();
    Digest root = Frontier.EMPTY.append(hashes).root();
    SignedNote note =
        TestBundles.key().sign(new Checkpoint(TestBundles.ORIGIN, hashes.size(), root).text());
    List<Bundle.Entry> entries = new ArrayList<>();
    for (int i = 0; i < (hasErasure ? 3 : 2); i++) {
      InclusionProof proof =
          InclusionProof.of(
              i,
              hashes.size(),
              (level, index) -> {
                int from = (int) (index << level);
                return Frontier.EMPTY.append(hashes.subList(from, from + (1 << level))).root();
              });
      entries.add(
          new Bundle.Entry(
              i,
              List.of("role " + i),
              leaves.get(i),
              new InclusionFile(i, proof.hashes(), note),
              i == 1 ? withheld(payloads.get(1)) : new Disclosure.Whole(payloads.get(i))));
    }
    return new Bundle("a subject", note, TestBundles.key().verifierKey(), entries, List.of());
  }

  private static Disclosure withheld(Payload payload) {
    List<Disclosure.Unit> units = new ArrayList<>();
    for (DataUnit unit : payload.units()) {
      units.add(
          units.size() == 2 ? new Disclosure.Closed(unit.digest()) : new Disclosure.Open(unit));
    }
    return new Disclosure.Partial(payload.mediaType(), units);
  }
}
