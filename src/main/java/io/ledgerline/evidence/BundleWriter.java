package io.ledgerline.evidence;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.note.Checkpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes bundles. Equal bundles give equal bytes, on every Java.
public final class BundleWriter {

  private BundleWriter() {}

  /// Renders a bundle, and verifies what it rendered.
  ///
  /// @throws IllegalArgumentException if it would not verify under its own key, with every reason,
  ///   or exceeds a limit of the format
  public static Bytes render(Bundle bundle) {
    SortedMap<String, Bytes> files = new TreeMap<>();
    files.put(BundleFormat.README, BundleFormat.README_V1);
    files.put(BundleFormat.CHECKPOINT, Bytes.utf8(bundle.checkpoint().render()));
    files.put(BundleFormat.KEY, Bytes.utf8(bundle.key().text() + "\n"));
    files.put(BundleFormat.DESCRIPTION, describe(bundle).toJson().bytes());
    for (Bundle.Entry entry : bundle.entries()) {
      files.put(BundleFormat.leaf(entry.index()), entry.leaf().json().bytes());
      files.put(BundleFormat.proof(entry.index()), Bytes.utf8(entry.proof().render()));
      files.put(BundleFormat.payload(entry.index()), PayloadFile.render(entry.payload()));
    }
    for (Bundle.Document document : bundle.documents()) {
      files.put(BundleFormat.document(document.name()), document.content());
    }
    files.put(BundleFormat.MANIFEST, Manifest.render(files));
    Bytes zip = StoredZip.render(files);
    if (BundleVerifier.verify(zip, List.of(bundle.key())) instanceof Verdict.Failed failed) {
      throw new IllegalArgumentException("not a bundle: " + failed.findings());
    }
    return zip;
  }

  /// Renders a bundle and writes it.
  ///
  /// @throws IOException if `out` does
  /// @throws IllegalArgumentException as [#render]; nothing is written then
  public static void write(Bundle bundle, OutputStream out) throws IOException {
    render(bundle).writeTo(out);
  }

  /// Renders a bundle and writes it into a new file, or over an old one.
  ///
  /// @throws IOException if the file cannot be written
  /// @throws IllegalArgumentException as [#render]; nothing is written then
  public static void write(Bundle bundle, Path file) throws IOException {
    Files.write(file, render(bundle).toArray());
  }

  private static Description describe(Bundle bundle) {
    SortedMap<Long, List<String>> roles = new TreeMap<>();
    bundle
        .entries()
        .forEach(
            entry -> {
              if (roles.put(entry.index(), entry.roles()) != null) {
                throw new IllegalArgumentException("entry " + entry.index() + " occurs twice");
              }
            });
    SortedMap<String, String> documents = new TreeMap<>();
    bundle
        .documents()
        .forEach(
            document -> {
              if (documents.put(document.name(), document.mediaType()) != null) {
                throw new IllegalArgumentException(document.name() + " occurs twice");
              }
            });
    Genesis genesis = genesis(bundle);
    Checkpoint checkpoint = Checkpoint.parse(bundle.checkpoint().text());
    return new Description(
        bundle.subject(), genesis.log(), genesis.origin(), checkpoint.size(), roles, documents);
  }

  private static Genesis genesis(Bundle bundle) {
    if (!bundle.entries().isEmpty()
        && bundle.entries().get(0).index() == 0
        && bundle.entries().get(0).payload() instanceof Disclosure.Whole whole) {
      try {
        return Genesis.parse(whole.payload().accepted());
      } catch (CorruptEntryException none) {
        throw new IllegalArgumentException("entry 0 is no genesis", none);
      }
    }
    throw new IllegalArgumentException("a bundle holds entry 0, the genesis, as a whole");
  }
}
