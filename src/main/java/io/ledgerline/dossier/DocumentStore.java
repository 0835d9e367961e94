package io.ledgerline.dossier;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Hasher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Keeps the bytes of every document that was exported, in a directory of its own.
///
/// `<sha-256 of the bytes>` is a document; `content/<sha-256 of what it says>` names the one that
/// was made of this content, and the entry that records its export; `rests/<sha-256 of the bytes>`
/// says on which entries a document rests, so that it goes when one of them is erased. A document
/// whose bytes are not those of its name is as good as lost. Thread-safe; files appear whole or not
/// at all, and any number of replicas may share the directory.
public final class DocumentStore {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern RESTS =
      Pattern.compile("(0|[1-9][0-9]{0,17})\n((?:[0-9]{1,18}(?: [0-9]{1,18})*)?)\n");
  private static final Pattern NAME = Pattern.compile("([0-9a-f]{64}) (0|[1-9][0-9]{0,17})");

  private final Path directory;
  private final Path contents;
  private final Path rests;

  /// The store in this directory, which is made if it is not there.
  ///
  /// @throws UncheckedIOException if it cannot be made
  public DocumentStore(Path directory) {
    this.directory = directory;
    this.contents = directory.resolve("content");
    this.rests = directory.resolve("rests");
    try {
      Files.createDirectories(contents);
      Files.createDirectories(rests);
    } catch (IOException failure) {
      throw new UncheckedIOException("the documents cannot be kept in " + directory, failure);
    }
  }

  /// A document that was kept.
  ///
  /// @param digest SHA-256 of the bytes
  /// @param entry the index of the entry that records its export
  public record Kept(Bytes bytes, Digest digest, long entry) {}

  /// The document that was made of a content, byte for byte.
  ///
  /// @throws UncheckedIOException if the store cannot be read
  public Optional<Kept> find(Digest content) {
    return read(contents.resolve(content.toHex())).flatMap(name -> find(name.utf8()));
  }

  private Optional<Kept> find(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Digest digest = Digest.parseHex(matcher.group(1));
    long entry = Long.parseUnsignedLong(matcher.group(2));
    return read(directory.resolve(digest.toHex()))
        .filter(bytes -> digest(bytes).equals(digest))
        .map(bytes -> new Kept(bytes, digest, entry));
  }

  /// On what a document rests.
  ///
  /// @param treeSize it says what held when the log had so many entries
  /// @param entries the entries that it is made of
  public record Rests(long treeSize, SortedSet<Long> entries) {

    /// Copies the entries.
    public Rests {
      entries = Collections.unmodifiableSortedSet(new TreeSet<>(entries));
    }

    private Bytes text() {
      String list = entries.stream().map(String::valueOf).collect(Collectors.joining(" "));
      return Bytes.utf8(treeSize + "\n" + list + "\n");
    }

    private static Optional<Rests> parse(Bytes text) {
      Matcher matcher = RESTS.matcher(text.utf8());
      if (!matcher.matches()) {
        return Optional.empty();
      }
      SortedSet<Long> entries = new TreeSet<>();
      if (!matcher.group(2).isEmpty()) {
        for (String index : matcher.group(2).split(" ", -1)) {
          entries.add(Long.parseUnsignedLong(index));
        }
      }
      return Optional.of(new Rests(Long.parseUnsignedLong(matcher.group(1)), entries));
    }
  }

  /// Deletes every document that may show what an erasure took: it rests on an entry of which
  /// something was erased, and was made before that; or nobody knows on what it rests. The entries
  /// that record the exports stay.
  ///
  /// @param erasure the index of the erasure entry
  /// @return the digests of the deleted documents
  /// @throws UncheckedIOException if the store cannot be read or written
  public List<Digest> forget(long erasure, UnitSet units) {
    List<Digest> forgotten = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path document : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = String.valueOf(document.getFileName());
        Optional<Rests> known = read(rests.resolve(name)).flatMap(Rests::parse);
        boolean isClean =
            known
                .filter(
                    on ->
                        erasure < on.treeSize()
                            || Collections.disjoint(on.entries(), units.byIndex().keySet()))
                .isPresent();
        // Another replica may be at the same erasure.
        if (!isClean && DIGEST.matcher(name).matches() && Files.deleteIfExists(document)) {
          Files.deleteIfExists(rests.resolve(name));
          forgotten.add(Digest.parseHex(name));
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot delete documents in " + directory, failure);
    }
    return forgotten;
  }

  /// Keeps the bytes of a document, durably, before their export is recorded. They are not found by
  /// what they say until [#keep].
  ///
  /// @throws UncheckedIOException if the store cannot be written
  public void prepare(Bytes document, Rests on) {
    String name = digest(document).toHex();
    write(rests.resolve(name), on.text());
    write(directory.resolve(name), document);
  }

  /// Keeps a document, durably. Bytes that are there already are not written again.
  ///
  /// @param content the digest of what it says
  /// @param entry the index of the entry that records its export
  /// @throws UncheckedIOException if the store cannot be written
  public Kept keep(Digest content, Bytes document, long entry, Rests on) {
    Digest digest = digest(document);
    if (read(directory.resolve(digest.toHex())).filter(document::equals).isEmpty()) {
      prepare(document, on);
    }
    write(contents.resolve(content.toHex()), Bytes.utf8(digest.toHex() + " " + entry));
    return new Kept(document, digest, entry);
  }

  /// SHA-256 of the bytes.
  public static Digest digest(Bytes bytes) {
    return new Hasher().bytes(bytes.view()).finish();
  }

  private static Optional<Bytes> read(Path file) {
    try {
      return Optional.of(Bytes.owned(Files.readAllBytes(file)));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file, failure);
    }
  }

  private void write(Path file, Bytes bytes) {
    try {
      Path unfinished = Files.createTempFile(directory, "unfinished-", "");
      try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        var left = bytes.view();
        while (left.hasRemaining()) {
          channel.write(left);
        }
        channel.force(true);
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + file, failure);
    }
  }
}
