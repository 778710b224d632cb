/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.ui;

import java.io.IOException;
import java.util.Map;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Component;

/**
 * Serves the page of the user interface at {@code /understudy/}. Everybody may read it: it holds no data. What it shows
 * it asks of RESTCONF, with the name and password that its user gives.
 */
@Component(service = Servlet.class, property = {
    "osgi.http.whiteboard.servlet.name=understudy-page",
    "osgi.http.whiteboard.servlet.pattern=" + PageServlet.PATH + "/*"
})
public final class PageServlet extends HttpServlet {
    /**
     * Where the page is.
     */
    static final String PATH = "/understudy";

    private static final long serialVersionUID = 1L;
    private static final String INDEX = "/index.html";
    private static final Map<String, String> TYPES = Map.of(
        "html", "text/html; charset=utf-8",
        "js", "text/javascript; charset=utf-8",
        "css", "text/css; charset=utf-8",
        "svg", "image/svg+xml");

    /**
     * Only what was delivered with the page runs, it speaks only with this server, and no other page can frame it.
     */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
        + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /**
     * Creates the servlet. The HTTP service of the container finds it by its properties.
     */
    public PageServlet() {
        // for the javadoc
    }

    @Override
    protected void doGet(final HttpServletRequest request, final HttpServletResponse response) throws IOException {
        final var path = request.getPathInfo();
        if (path == null) {
            // Without the slash at the end the page would look for its parts one level too high. Relative, for behind
            // a proxy neither scheme, host nor path are those of this server (RFC 9110, 10.2.2).
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", PATH.substring(1) + "/");
            return;
        }
        final var name = "/".equals(path) ? INDEX : path;
        final var type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        // the names are those of our own build, so none needs a second level, nor anything that leads out of the folder
        if (type == null || name.lastIndexOf('/') != 0) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        try (var resource = PageServlet.class.getResourceAsStream("page" + name)) {
            if (resource == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            response.setContentType(type);
            response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Referrer-Policy", "no-referrer");
            // a new version of the distribution must be seen at once
            response.setHeader("Cache-Control", "no-cache");
            resource.transferTo(response.getOutputStream());
        }
    }
}
