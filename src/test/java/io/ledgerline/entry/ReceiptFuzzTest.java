package io.ledgerline.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonPointer;

/// A receipt that is read has one spelling, and opens the leaf by the true bytes and salts or not
/// at all; so has a genesis.
class ReceiptFuzzTest {

  private static final Bytes EVENT =
      Bytes.utf8("{\"who\":\"Ada\",\"what\":[1,2],\"why\":\"\u00e9\"}");

  @FuzzTest
  void hasOneSpelling(byte[] input) {
    // Given
    Bytes bytes = Bytes.copyOf(input);

    // When
    requireOneGenesis(bytes);
    Receipt receipt;
    try {
      receipt = Receipt.parse(bytes);
    } catch (CorruptEntryException refused) {
      return;
    }

    // Then
    assertThat(receipt.toJson().bytes()).isEqualTo(bytes);
    assertThat(Receipt.parse(bytes)).isEqualTo(receipt);
    for (Receipt.UnitSalt unit : receipt.unitSalts()) {
      assertThat(JsonPointer.parse(unit.pointer())).hasToString(unit.pointer());
    }
    assertThat(receipt.opens(bytes)).isFalse();
    if (receipt.opens(EVENT)) {
      assertThat(receipt.leaf().units()).isEqualTo(3);
      assertThat(receipt.unitSalts().stream().map(Receipt.UnitSalt::pointer))
          .containsExactly("", "/who", "/why");
    }
  }

  private static void requireOneGenesis(Bytes bytes) {
    try {
      assertThat(Genesis.parse(bytes).toJson().bytes()).isEqualTo(bytes);
    } catch (CorruptEntryException refused) {
      assertThat(refused).isNotNull();
    }
  }
}
