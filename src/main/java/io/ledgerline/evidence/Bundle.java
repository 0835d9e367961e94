package io.ledgerline.evidence;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Leaf;
import io.ledgerline.note.InclusionFile;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.VerifierKey;
import java.util.Comparator;
import java.util.List;

/// What a bundle holds, before it is written.
///
/// @param subject what it is evidence of, as the IRI of a model version; the words of whoever makes
///   the bundle
/// @param checkpoint the checkpoint that covers every entry
/// @param key the key that signed it
/// @param entries the entries by index; entry 0, the genesis, is always one of them, whole
/// @param documents the documents by name
public record Bundle(
    String subject,
    SignedNote checkpoint,
    VerifierKey key,
    List<Entry> entries,
    List<Document> documents) {

  /// Sorts entries and documents, so that equal contents are equal bundles.
  public Bundle {
    entries = entries.stream().sorted(Comparator.comparingLong(Entry::index)).toList();
    documents = documents.stream().sorted(Comparator.comparing(Document::name)).toList();
  }

  /// One entry of a ledger, with all that is needed to check it.
  ///
  /// @param index its place in the log, from 0
  /// @param roles why it is in the bundle, as `evaluation`; the words of whoever makes the bundle
  /// @param leaf what the tree commits to
  /// @param proof its proof, under the bundle's checkpoint
  /// @param payload what is shown of the payload
  public record Entry(
      long index, List<String> roles, Leaf leaf, InclusionFile proof, Disclosure payload) {

    /// Copies the roles.
    public Entry {
      roles = List.copyOf(roles);
    }
  }

  /// A document that a bundle belongs to, as a model card.
  ///
  /// The log vouches for it if an entry of the bundle records its export, type
  /// `io.ledgerline.document-export.v1`, with its SHA-256 as `output_digest`.
  ///
  /// @param name its file name: letters, digits, `.`, `_`, `-`; at most 100, a letter or digit
  ///   first
  /// @param mediaType as `text/markdown`
  /// @param content its bytes
  public record Document(String name, String mediaType, Bytes content) {

    /// Checks the name.
    ///
    /// @throws IllegalArgumentException if it is none
    public Document {
      if (!BundleFormat.DOCUMENT_NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("not the name of a document: " + name);
      }
    }
  }
}
