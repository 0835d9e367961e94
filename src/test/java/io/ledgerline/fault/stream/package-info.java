/// What is read from a broker, while everything is killed in turn.
package io.ledgerline.fault.stream;
