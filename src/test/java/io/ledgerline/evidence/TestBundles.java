package io.ledgerline.evidence;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.StrictJsonReader;
import io.ledgerline.entry.DataUnit;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Leaf;
import io.ledgerline.entry.LeafDraft;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.Payload;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Frontier;
import io.ledgerline.merkle.InclusionProof;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.InclusionFile;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.SigningKey;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.note.cosignature.CosigningKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// A small log and a bundle of it, always the same.
///
/// Entry 0 is the genesis; 1 an event in three units; 2 one in a frame that is no JSON; 3 is not in
/// the bundle; 4 an event of which one unit is closed; 5 records the document `card.md`.
public final class TestBundles {

  /// The log's name.
  public static final String ORIGIN = "ledgerline.example/demo";

  static final Bytes CARD = Bytes.utf8("# A card\n");

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final Bytes ZIP = BundleWriter.render(bundle());

  private TestBundles() {}

  /// The key that signs the log's checkpoints.
  public static SigningKey key() {
    return keyOfSeed(1);
  }

  public static SigningKey keyOfSeed(int value) {
    byte[] seed = new byte[SigningKey.SEED_BYTES];
    Arrays.fill(seed, (byte) value);
    return SigningKey.ofSeed(ORIGIN, seed);
  }

  /// The bundle, written.
  public static Bytes zip() {
    return ZIP;
  }

  /// The bundle with a checkpoint that witnesses cosigned in 2026, written.
  public static Bytes cosignedBy(CosigningKey... witnesses) {
    Bundle plain = bundle();
    String text = plain.checkpoint().text();
    SignedNote cosigned =
        plain
            .checkpoint()
            .with(
                Arrays.stream(witnesses)
                    .map(witness -> witness.cosign(text, START.getEpochSecond()))
                    .toList());
    List<Bundle.Entry> entries =
        plain.entries().stream()
            .map(
                entry ->
                    new Bundle.Entry(
                        entry.index(),
                        entry.roles(),
                        entry.leaf(),
                        new InclusionFile(entry.index(), entry.proof().hashes(), cosigned),
                        entry.payload()))
            .toList();
    return BundleWriter.render(
        new Bundle(plain.subject(), cosigned, plain.key(), entries, plain.documents()));
  }

  static Bundle bundle() {
    return bundle(key(), payloads(key().verifierKey()), START);
  }

  static Bundle bundle(SigningKey key, List<Payload> payloads, Instant start) {
    List<Leaf> leaves = new ArrayList<>();
    for (int i = 0; i < payloads.size(); i++) {
      Payload payload = payloads.get(i);
      String type =
          i == 0 ? Genesis.TYPE : i == 5 ? "io.ledgerline.document-export.v1" : "some-event";
      leaves.add(
          new LeafDraft(type, payload.mediaType(), "p-1", "t-1", payload.commitment(), i % 2)
              .receivedAt(start.plusSeconds(i)));
    }
    List<Digest> hashes = leaves.stream().map(Leaf::hash).toList();
    Digest root = Frontier.EMPTY.append(hashes).root();
    SignedNote note = key.sign(new Checkpoint(ORIGIN, hashes.size(), root).text());
    List<Bundle.Entry> entries = new ArrayList<>();
    for (int i : new int[] {0, 1, 2, 4, 5}) {
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
              List.of(i == 0 ? "genesis" : "role " + i),
              leaves.get(i),
              new InclusionFile(i, proof.hashes(), note),
              i == 4 ? partial(payloads.get(i)) : new Disclosure.Whole(payloads.get(i))));
    }
    return new Bundle(
        "https://ledgerline.example/demo/model/credit/3",
        note,
        key.verifierKey(),
        entries,
        List.of(
            new Bundle.Document("card.md", "text/markdown", CARD),
            new Bundle.Document("letter.txt", "text/plain", Bytes.utf8("Dear reader\n"))));
  }

  static List<Payload> payloads(VerifierKey key) {
    Random random = new Random(20_260_105);
    Genesis genesis =
        new Genesis(
            LogId.parse("00112233-4455-4677-8899-aabbccddeeff"),
            ORIGIN,
            "https://ledgerline.example/demo",
            "t-1",
            key,
            Genesis.SEGMENT_SIZE);
    String event = "{\"who\":\"Ada\",\"what\":[1,2],\"why\":\"é\"}";
    String export = "{\"output_digest\":\"" + Manifest.sha256(CARD) + "\"}";
    return List.of(
        Payload.whole("application/json", genesis.toJson().bytes(), random),
        cut(event, random, "/who", "/why"),
        Payload.whole("application/octet-stream", Bytes.owned(new byte[] {0, (byte) 0xff}), random),
        cut("{}", random),
        cut(event, random, "/who"),
        cut(export, random));
  }

  static Disclosure partial(Payload payload) {
    List<Disclosure.Unit> units = new ArrayList<>();
    for (DataUnit unit : payload.units()) {
      units.add(
          unit.pointer().isEmpty()
              ? new Disclosure.Open(unit)
              : new Disclosure.Closed(unit.digest()));
    }
    return new Disclosure.Partial(payload.mediaType(), units);
  }

  /// The files of the bundle, to be changed.
  static SortedMap<String, Bytes> files() {
    return new TreeMap<>(StoredZip.read(zip()).files());
  }

  /// The zip of changed files with a manifest that fits them: what a clever attacker writes.
  static Bytes rebuilt(SortedMap<String, Bytes> files) {
    SortedMap<String, Bytes> all = new TreeMap<>(files);
    all.put(BundleFormat.MANIFEST, Manifest.render(all));
    return StoredZip.render(all);
  }

  private static Payload cut(String event, Random random, String... personal) {
    Bytes bytes = Bytes.utf8(event);
    return Payload.cut(
        "application/json",
        bytes,
        StrictJsonReader.read(bytes, JsonLimits.OWN_RECORDS),
        Arrays.stream(personal).map(JsonPointer::parse).toList(),
        random);
  }
}
