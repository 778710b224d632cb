/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.installation;

import java.util.List;

/**
 * Tells what the installation lacks. It is a service, there also where the rest of Understudy cannot be installed.
 */
public interface Installation {
    /**
     * Looks at the installation as it is now. Reads files; takes some milliseconds.
     *
     * @return what is missing, each with the place where to set it; empty if nothing is
     */
    List<String> problems();
}
