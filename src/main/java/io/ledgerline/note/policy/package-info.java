/// Which logs and witnesses a reader trusts, as a file (C2SP tlog-policy, untagged).
///
/// [Policy#parse] reads the file and lists every mistake with its line; [Policy#judge] says of a
/// checkpoint who signed it and whether the quorum of witnesses holds.
///
/// Must not know how witnesses are asked, or what an address is for. Depends on `java.base` alone,
/// for Java 17.
package io.ledgerline.note.policy;
