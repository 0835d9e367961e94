package io.ledgerline.event.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.event.stored.StoredEvent;
import io.ledgerline.event.stored.StoredEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The record that a segment is kept in an archive.
class SegmentDetachTest {

  private static final String ROOT = "a".repeat(64);
  private static final String ARCHIVE = "b".repeat(64);

  @Test
  void isReadBackFromWhatIsStored() {
    // Given
    SegmentDetach detach = new SegmentDetach(2, 512, 767, ROOT, ARCHIVE, 3, "ops-1");

    // When
    StoredEvent read = StoredEvents.read(SegmentDetach.TYPE, detach.toJson().bytes());

    // Then
    assertThat(read).isEqualTo(new StoredEvent.System(detach));
    assertThat(detach.name()).isEqualTo("2/" + ARCHIVE);
    assertThat(detach.toJson().toString())
        .isEqualTo(
            "{\"archive\":\"%s\",\"authorised_by\":\"ops-1\",\"erased_units\":3,\"first\":512,\"last\":767,\"root\":\"%s\",\"segment\":2,\"v\":\"1\"}"
                .formatted(ARCHIVE, ROOT));
  }

  @ParameterizedTest
  @CsvSource({
    "\"v\":\"1\", \"v\":\"2\"",
    "\"first\":512, \"first\":511",
    "\"last\":767, \"last\":766",
    "bbbb\", bbb\"",
    "ops-1, no name",
    "\"erased_units\":3, \"erased_units\":-1",
    "\"segment\":2, \"segment\":3"
  })
  void refusesWhatItWouldNotWrite(String part, String other) {
    // Given
    String text = new SegmentDetach(2, 512, 767, ROOT, ARCHIVE, 3, "ops-1").toJson().toString();

    // When
    Throwable refusal =
        catchThrowable(
            () ->
                SegmentDetach.parse(
                    CanonicalJson.parse(
                        Bytes.utf8(text.replace(part, other)), JsonLimits.OWN_RECORDS)));

    // Then
    assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
  }
}
