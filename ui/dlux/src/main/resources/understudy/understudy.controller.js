/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 *
 * Puts the web component on the page and gives it the login of the shell.
 */
define(['app/understudy/understudy.module'], function (understudy) {
  'use strict';

  var loading = null;

  function load() {
    loading = loading || new Promise(function (resolve, reject) {
      var script = document.createElement('script');
      script.type = 'module';
      script.src = '/understudy/bridge-failover-view.js';
      script.onload = resolve;
      script.onerror = function () {
        loading = null;
        reject(new Error('The user interface could not be loaded from ' + script.src));
      };
      document.head.appendChild(script);
    });
    return loading;
  }

  understudy.controller('UnderstudyController', ['$scope', '$location', 'Auth', function ($scope, $location, Auth) {
    var place = document.getElementById('understudy-place');
    var view = document.createElement('bridge-failover-view');
    view.setAttribute('embedded', '');
    view.authorization = Auth.getAuthorization();
    view.addEventListener('session-ended', function () {
      Auth.logout(function () {
        $scope.$apply(function () {
          $location.path('/login');
        });
      });
    });

    load().then(function () {
      place.replaceChildren(view);
      // The shell's menu would take the user's name from localStorage.
      var menu = angular.element(document.getElementById('logout-button')).scope();
      if (menu) {
        menu.$applyAsync(function () {
          menu.getUsername = Auth.getUser;
        });
      }
    }, function (error) {
      place.textContent = error.message;
    });
    $scope.$on('$destroy', function () {
      view.remove();
    });
  }]);
});
