/// The payload that passes a log from one key to another. Carries no annotation: the verifier jar
/// depends on `java.base` alone.
package io.ledgerline.entry.rotation;
