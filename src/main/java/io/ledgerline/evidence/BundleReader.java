package io.ledgerline.evidence;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Leaf;
import io.ledgerline.note.InclusionFile;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Reads a bundle strictly: every file that belongs to it is there once and readable, and no other.
///
/// What it returns is not verified.
final class BundleReader {

  private final SortedMap<String, Bytes> files;
  private final Findings findings;

  private BundleReader(SortedMap<String, Bytes> files, Findings findings) {
    this.files = files;
    this.findings = findings;
  }

  /// The files of an entry, as far as they could be read.
  record EntryFiles(
      long index,
      List<String> roles,
      Optional<Leaf> leaf,
      Optional<InclusionFile> proof,
      Optional<PayloadFile> payload) {}

  /// The parts that could be read.
  record Parts(
      Description description,
      SignedNote checkpoint,
      VerifierKey key,
      List<EntryFiles> entries,
      SortedMap<String, Bytes> files) {}

  /// Reads a zip.
  ///
  /// @param findings takes all that is wrong
  /// @return nothing if a part is missing without which nothing else can be judged
  static Optional<Parts> read(Bytes zip, Findings findings) {
    StoredZip.Contents contents = StoredZip.read(zip);
    findings.addAll(contents.findings());
    if (!contents.complete()) {
      return Optional.empty();
    }
    findings.addAll(Manifest.check(contents.files()));
    return new BundleReader(contents.files(), findings).parts();
  }

  private Optional<Parts> parts() {
    file(BundleFormat.MANIFEST);
    file(BundleFormat.README)
        .ifPresent(
            readme ->
                findings.require(
                    readme.equals(BundleFormat.README_V1),
                    BundleFormat.README,
                    "is not the text of this format"));
    Optional<SignedNote> checkpoint =
        read(BundleFormat.CHECKPOINT, bytes -> SignedNote.parse(bytes.toArray()));
    Optional<VerifierKey> key = read(BundleFormat.KEY, BundleReader::key);
    Optional<Description> description = read(BundleFormat.DESCRIPTION, Description::parse);
    if (checkpoint.isEmpty() || key.isEmpty() || description.isEmpty()) {
      return Optional.empty();
    }
    requireNothingElse(description.get());
    List<EntryFiles> entries = new ArrayList<>();
    description.get().roles().forEach((index, roles) -> entries.add(entry(index, roles)));
    return Optional.of(new Parts(description.get(), checkpoint.get(), key.get(), entries, files));
  }

  private EntryFiles entry(long index, List<String> roles) {
    return new EntryFiles(
        index,
        roles,
        read(BundleFormat.leaf(index), Leaf::parse),
        read(BundleFormat.proof(index), BundleReader::proof),
        read(BundleFormat.payload(index), PayloadFile::parse));
  }

  private void requireNothingElse(Description description) {
    Set<String> expected =
        new TreeSet<>(
            Set.of(
                BundleFormat.MANIFEST,
                BundleFormat.README,
                BundleFormat.DESCRIPTION,
                BundleFormat.CHECKPOINT,
                BundleFormat.KEY));
    for (long index : description.roles().keySet()) {
      expected.add(BundleFormat.leaf(index));
      expected.add(BundleFormat.proof(index));
      expected.add(BundleFormat.payload(index));
    }
    description.documents().keySet().forEach(name -> expected.add(BundleFormat.document(name)));
    for (String name : files.keySet()) {
      findings.require(
          expected.contains(name), name, "belongs to nothing that bundle.json describes");
    }
    description.documents().keySet().forEach(name -> file(BundleFormat.document(name)));
  }

  private Optional<Bytes> file(String name) {
    Bytes content = files.get(name);
    if (content == null) {
      findings.add(name, "is missing");
    }
    return Optional.ofNullable(content);
  }

  private <T> Optional<T> read(String name, Function<Bytes, T> reader) {
    return file(name).flatMap(bytes -> findings.read(name, () -> reader.apply(bytes)));
  }

  private static VerifierKey key(Bytes bytes) {
    String text = bytes.utf8();
    VerifierKey key = VerifierKey.parse(text.strip());
    if (!bytes.equals(Bytes.utf8(key.text() + "\n"))) {
      throw new IllegalArgumentException("a key file is one line");
    }
    return key;
  }

  /// A proof of a bundle has no `extra` line: what it says would be proved by nothing.
  private static InclusionFile proof(Bytes bytes) {
    InclusionFile proof = InclusionFile.parse(bytes.toArray());
    if (!bytes.equals(Bytes.owned(proof.render().getBytes(StandardCharsets.UTF_8)))) {
      throw new IllegalArgumentException("a proof of a bundle has no extra line");
    }
    return proof;
  }
}
