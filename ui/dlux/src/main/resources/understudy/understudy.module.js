/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 *
 * The application in DLUX: its menu entry, its page, and a login that works with today's RESTCONF. The page itself is
 * the web component bridge-failover-view, which is served at /understudy/.
 */
define(['angularAMD', 'app/core/core.module', 'common/authentification/auth.module'], function () {
  'use strict';

  var understudy = angular.module('app.understudy', ['app.core', 'app.common.auth', 'ui.router.state']);

  // The user's name and password, in memory only: gone with the page. The shell would keep them in localStorage, in
  // plain text.
  var session = { user: null, authorization: null };

  function encode(text) {
    var bytes = new TextEncoder().encode(text);
    return btoa(String.fromCharCode.apply(null, bytes));
  }

  function forgetWhatTheShellKept($window) {
    ['odlUser', 'odlPass'].forEach(function (key) {
      $window.localStorage.removeItem(key);
      $window.sessionStorage.removeItem(key);
    });
  }

  function decorateAuth($delegate, $window, $rootScope, $location) {
    forgetWhatTheShellKept($window);

    $delegate.setBasic = function (user, password) {
      session.user = user;
      session.authorization = 'Basic ' + encode(user + ':' + password);
    };

    $delegate.unsetBasic = function () {
      session.user = null;
      session.authorization = null;
      forgetWhatTheShellKept($window);
    };

    $delegate.getUser = function () {
      return session.user;
    };

    $delegate.getAuthorization = function () {
      return session.authorization;
    };

    // fetch without credentials, for with XMLHttpRequest the browser would ask for a password by itself when the server
    // answers 401.
    $delegate.login = function (user, password, success, failure) {
      var authorization = 'Basic ' + encode(user + ':' + password);
      $window.fetch('/rests/data/ietf-yang-library:yang-library?depth=1&content=nonconfig', {
        credentials: 'omit',
        cache: 'no-store',
        headers: { Accept: 'application/yang-data+json', Authorization: authorization }
      }).then(function (response) {
        return response.status;
      }, function () {
        return 0;
      }).then(function (status) {
        $rootScope.$apply(function () {
          // 403 and 404 are answers to somebody whose password is right.
          if (status !== 0 && status !== 401 && status < 500) {
            $delegate.setBasic(user, password);
            // Not by the shell's own way, which loads the page anew and so would lose what is kept in memory.
            $location.path('/understudy');
          } else {
            $delegate.unsetBasic();
            failure({ status: status });
          }
        });
      });
    };

    return $delegate;
  }

  function decorateInterceptor($delegate) {
    var request = $delegate.request;
    $delegate.request = function (config) {
      if (config.url.indexOf('/rests/') === 0 && session.authorization) {
        config.headers = config.headers || {};
        config.headers.Authorization = config.headers.Authorization || session.authorization;
      }
      return request(config);
    };
    return $delegate;
  }

  understudy.config(['$stateProvider', '$urlRouterProvider', '$provide', 'NavHelperProvider',
    function ($stateProvider, $urlRouterProvider, $provide, NavHelperProvider) {
      // The shell's own default leads to a page that does not exist.
      $urlRouterProvider.otherwise('/understudy');
      NavHelperProvider.addControllerUrl('app/understudy/understudy.controller');
      NavHelperProvider.addToMenu('understudy', {
        link: '#/understudy',
        active: 'main.understudy',
        title: 'Understudy',
        icon: 'icon-random',
        page: { title: 'Understudy', description: 'Bridge failover' }
      });
      $stateProvider.state('main.understudy', {
        url: 'understudy',
        views: {
          content: { templateUrl: 'src/app/understudy/understudy.tpl.html', controller: 'UnderstudyController' }
        }
      });
      $provide.decorator('Auth', ['$delegate', '$window', '$rootScope', '$location', decorateAuth]);
      $provide.decorator('NbInterceptor', ['$delegate', decorateInterceptor]);
    }]);

  // The shell shows an image of the section, and a broken one where there is none.
  understudy.run(['$rootScope', function ($rootScope) {
    $rootScope.section_logo = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
  }]);

  return understudy;
});
