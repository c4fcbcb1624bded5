"use strict";
(function () {
  // a link to a package opens its details
  function openTarget() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "DETAILS") { target.open = true; target.scrollIntoView(); }
  }
  addEventListener("hashchange", openTarget);
  openTarget();

  var table = document.querySelector(".packages table");
  var body = table.tBodies[0];

  // the filter
  var filter = document.getElementById("filter");
  filter.closest("p").hidden = false;
  filter.addEventListener("input", function () {
    var text = filter.value.toLowerCase();
    Array.from(body.rows).forEach(function (row) { row.hidden = row.textContent.toLowerCase().indexOf(text) < 0; });
  });

  // sorting by a column
  function key(row, column) {
    var data = row.cells[column].querySelector("data");
    return data ? Number(data.value) : row.cells[column].textContent.toLowerCase();
  }
  Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.textContent = "";
    head.appendChild(button);
    button.addEventListener("click", function () {
      var down = head.getAttribute("aria-sort") === "ascending";
      Array.from(head.parentNode.cells).forEach(function (other) { other.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      Array.from(body.rows).sort(function (a, b) {
        var x = key(a, column), y = key(b, column);
        return (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1);
      }).forEach(function (row) { body.appendChild(row); });
    });
  });

  // the edges of a package in the graph
  Array.from(document.querySelectorAll(".graph a")).forEach(function (box) {
    function mark(on) {
      Array.from(document.querySelectorAll(".graph path")).forEach(function (edge) {
        var name = box.dataset.name;
        edge.classList.toggle("marked", on && (edge.dataset.from === name || edge.dataset.to === name));
      });
    }
    ["mouseenter", "focus"].forEach(function (event) { box.addEventListener(event, function () { mark(true); }); });
    ["mouseleave", "blur"].forEach(function (event) { box.addEventListener(event, function () { mark(false); }); });
  });
})();
