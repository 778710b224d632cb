/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

/**
 * What a bridge has not been told of the hosts yet.
 *
 * @param hosts how many hosts
 * @param nanos for how long the first of them has waited, ns; 0 if none does
 */
public record Arrears(int hosts, long nanos) {
}
