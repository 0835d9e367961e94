package io.ledgerline.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.merkle.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Documents, kept and found again.
class DocumentStoreTest {

  private static final Bytes DOCUMENT = Bytes.utf8("a card");
  private static final Digest CONTENT = DocumentStore.digest(Bytes.utf8("what it says"));

  @TempDir Path directory;

  @Test
  void findsADocumentByWhatItSaysEvenAfterARestart() {
    // Given
    new DocumentStore(directory).keep(CONTENT, DOCUMENT, 7);

    // When
    DocumentStore reopened = new DocumentStore(directory);

    // Then
    assertThat(reopened.find(CONTENT))
        .contains(new DocumentStore.Kept(DOCUMENT, DocumentStore.digest(DOCUMENT), 7));
  }

  @Test
  void namesADocumentByTheDigestOfItsBytes() {
    // When
    Digest digest = new DocumentStore(directory).keep(CONTENT, DOCUMENT, 7).digest();

    // Then
    assertThat(directory.resolve(digest.toHex())).hasContent("a card");
    assertThat(digest).isEqualTo(DocumentStore.digest(DOCUMENT));
  }

  @Test
  void hasTheBytesBeforeTheirExportIsRecordedAndFindsThemAfterIt() {
    // Given
    DocumentStore store = new DocumentStore(directory);

    // When
    store.prepare(DOCUMENT);

    // Then
    assertThat(directory.resolve(DocumentStore.digest(DOCUMENT).toHex())).hasContent("a card");
    assertThat(store.find(CONTENT)).isEmpty();
    store.keep(CONTENT, DOCUMENT, 7);
    assertThat(store.find(CONTENT)).isPresent();
  }

  @Test
  void findsNothingThatWasNeverKept() {
    // When
    DocumentStore empty = new DocumentStore(directory);

    // Then
    assertThat(empty.find(CONTENT)).isEmpty();
  }

  @Test
  void doesNotServeADocumentWhoseBytesHaveChanged() throws IOException {
    // Given
    DocumentStore store = new DocumentStore(directory);
    Digest digest = store.keep(CONTENT, DOCUMENT, 7).digest();

    // When
    Files.writeString(directory.resolve(digest.toHex()), "another card");

    // Then
    assertThat(store.find(CONTENT)).isEmpty();
  }

  @Test
  void replacesADocumentThatWasLost() throws IOException {
    // Given
    DocumentStore store = new DocumentStore(directory);
    Files.delete(directory.resolve(store.keep(CONTENT, DOCUMENT, 7).digest().toHex()));

    // When
    store.keep(CONTENT, DOCUMENT, 7);

    // Then
    assertThat(store.find(CONTENT))
        .contains(new DocumentStore.Kept(DOCUMENT, DocumentStore.digest(DOCUMENT), 7));
  }
}
