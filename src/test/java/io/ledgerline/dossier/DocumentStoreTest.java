package io.ledgerline.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.merkle.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Documents, kept and found again.
class DocumentStoreTest {

  private static final Bytes DOCUMENT = Bytes.utf8("a card");
  private static final Digest CONTENT = DocumentStore.digest(Bytes.utf8("what it says"));

  private static final DocumentStore.Rests RESTS =
      new DocumentStore.Rests(7, new TreeSet<>(List.of(2L, 5L)));

  @TempDir Path directory;

  @Test
  void findsADocumentByWhatItSaysEvenAfterARestart() {
    // Given
    new DocumentStore(directory).keep(CONTENT, DOCUMENT, 7, RESTS);

    // When
    DocumentStore reopened = new DocumentStore(directory);

    // Then
    assertThat(reopened.find(CONTENT))
        .contains(new DocumentStore.Kept(DOCUMENT, DocumentStore.digest(DOCUMENT), 7));
  }

  @Test
  void namesADocumentByTheDigestOfItsBytes() {
    // When
    Digest digest = new DocumentStore(directory).keep(CONTENT, DOCUMENT, 7, RESTS).digest();

    // Then
    assertThat(directory.resolve(digest.toHex())).hasContent("a card");
    assertThat(digest).isEqualTo(DocumentStore.digest(DOCUMENT));
  }

  @Test
  void hasTheBytesBeforeTheirExportIsRecordedAndFindsThemAfterIt() {
    // Given
    DocumentStore store = new DocumentStore(directory);

    // When
    store.prepare(DOCUMENT, RESTS);

    // Then
    assertThat(directory.resolve(DocumentStore.digest(DOCUMENT).toHex())).hasContent("a card");
    assertThat(store.find(CONTENT)).isEmpty();
    store.keep(CONTENT, DOCUMENT, 7, RESTS);
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
  void replicasThatShareADirectoryForgetWhatAnErasureConcernsAtTheSameTime() {
    // Given
    DocumentStore one = new DocumentStore(directory);
    DocumentStore two = new DocumentStore(directory);
    int count = 200;
    for (int i = 0; i < count; i++) {
      one.prepare(Bytes.utf8("card " + i), RESTS);
    }
    UnitSet erased = UnitSet.of(5, List.of(0));

    // When
    List<Digest> forgotten =
        Stream.of(one, two)
            .map(store -> CompletableFuture.supplyAsync(() -> store.forget(9, erased)))
            .toList()
            .stream()
            .flatMap(forgetting -> forgetting.join().stream())
            .toList();

    // Then
    assertThat(forgotten).hasSize(count).doesNotHaveDuplicates();
  }

  @Test
  void doesNotServeADocumentWhoseBytesHaveChanged() throws IOException {
    // Given
    DocumentStore store = new DocumentStore(directory);
    Digest digest = store.keep(CONTENT, DOCUMENT, 7, RESTS).digest();

    // When
    Files.writeString(directory.resolve(digest.toHex()), "another card");

    // Then
    assertThat(store.find(CONTENT)).isEmpty();
  }

  @Test
  void replacesADocumentThatWasLost() throws IOException {
    // Given
    DocumentStore store = new DocumentStore(directory);
    Files.delete(directory.resolve(store.keep(CONTENT, DOCUMENT, 7, RESTS).digest().toHex()));

    // When
    store.keep(CONTENT, DOCUMENT, 7, RESTS);

    // Then
    assertThat(store.find(CONTENT))
        .contains(new DocumentStore.Kept(DOCUMENT, DocumentStore.digest(DOCUMENT), 7));
  }

  @Test
  void forgetsADocumentThatRestsOnAnEntryOfWhichSomethingWasErased() throws IOException {
    // Given
    DocumentStore store = new DocumentStore(directory);
    Digest digest = store.keep(CONTENT, DOCUMENT, 7, RESTS).digest();

    // When
    List<Digest> forgotten = store.forget(9, UnitSet.of(5, List.of(1)));

    // Then
    assertThat(forgotten).containsExactly(digest);
    assertThat(store.find(CONTENT)).isEmpty();
    assertThat(directory.resolve(digest.toHex())).doesNotExist();
    assertThat(directory.resolve("rests").resolve(digest.toHex())).doesNotExist();
  }

  @Test
  void keepsADocumentThatRestsOnOtherEntriesOrWasMadeAfterTheErasure() {
    // Given
    DocumentStore store = new DocumentStore(directory);
    store.keep(CONTENT, DOCUMENT, 7, RESTS);

    // When
    List<Digest> others = store.forget(9, UnitSet.of(3, List.of(0)));
    List<Digest> earlier = store.forget(6, UnitSet.of(5, List.of(0)));

    // Then
    assertThat(others).isEmpty();
    assertThat(earlier).isEmpty();
    assertThat(store.find(CONTENT)).isPresent();
  }

  @Test
  void forgetsADocumentOfWhichNobodyKnowsOnWhatItRests() throws IOException {
    // Given
    DocumentStore store = new DocumentStore(directory);
    Digest digest = store.keep(CONTENT, DOCUMENT, 7, RESTS).digest();
    Files.delete(directory.resolve("rests").resolve(digest.toHex()));

    // When
    List<Digest> forgotten = store.forget(9, UnitSet.of(3, List.of(0)));

    // Then
    assertThat(forgotten).containsExactly(digest);
  }
}
