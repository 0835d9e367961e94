package io.ledgerline.http.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.event.Violation;
import io.ledgerline.intake.BatchOutcome;
import io.ledgerline.intake.Outcome;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When a batch is answered with 503, and when with a report.
class BatchReportTest {

  private static final Outcome BUSY = new Outcome.Overloaded(Duration.ofMillis(1_500));
  private static final Outcome INVALID =
      new Outcome.Invalid(List.of(new Violation("/job", "is missing"), new Violation("", "odd")));

  @Test
  void asksToComeAgainWhereNothingCouldBeRecordedForWantOfRoom() {
    // When
    Response response = BatchReport.response(new BatchOutcome.Taken(List.of(BUSY, BUSY)), false);

    // Then
    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(response.getHeaderString("Retry-After")).isEqualTo("2");
  }

  @Test
  void saysWhichEventsMayBeSentAgainWhereTheOthersMayNot() {
    // When
    Response response = BatchReport.response(new BatchOutcome.Taken(List.of(BUSY, INVALID)), false);

    // Then
    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(Bytes.owned((byte[]) response.getEntity()).utf8())
        .isEqualTo(
            """
            {"failed_events":[{"index":0,"reason":"It was not recorded, for want of room or of a\
             database; send it again.","retriable":true},{"index":1,"reason":"/job is missing; odd",\
            "retriable":false}],"status":"partial_success","summary":{"failed":2,"non_retriable":1,\
            "received":2,"retriable":1,"successful":0}}\
            """);
  }

  @Test
  void asksToComeAgainWhereTheRefusalOfTheWholeCouldNotBeKept() {
    // When
    Response response = BatchReport.response(new BatchOutcome.Refused(BUSY), false);

    // Then
    assertThat(response.getStatus()).isEqualTo(503);
  }
}
