package io.github.pywar.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Rectangles whose areas are proportional to sizes, as squares as possible (Bruls, Huizing, van Wijk, "Squarified
 * Treemaps"). The positions are percentages, so that the page scales them to any screen.
 */
final class Treemap {

    /** Ratio of the width to the height for which the rectangles are squares. */
    private static final double RATIO = 1.6;

    private final List<Part> left;
    private final List<Tile> tiles = new ArrayList<>();
    private double x;
    private double y;
    private double width = RATIO;
    private double height = 1;

    /**
     * Part of the area.
     *
     * @param name shown in the rectangle
     * @param target of its link
     * @param kind class of its colour
     */
    record Part(String name, String target, String kind, long size) {}

    /** Rectangle of a part; all values are percentages of the area. */
    record Tile(Part part, double x, double y, double width, double height) {

        String style() {
            return String.format(Locale.ROOT, "left:%.3f%%;top:%.3f%%;width:%.3f%%;height:%.3f%%", x, y, width, height);
        }
    }

    private Treemap(List<Part> parts) {
        left = new ArrayList<>(parts);
    }

    /** Returns the rectangles, the largest first. Parts without size have none. */
    static List<Tile> of(List<Part> parts) {
        List<Part> sized = parts.stream()
                .filter(part -> part.size() > 0)
                .sorted(Comparator.comparingLong(Part::size).reversed().thenComparing(Part::name))
                .toList();
        Treemap map = new Treemap(sized);
        while (!map.left.isEmpty()) {
            map.layRow();
        }
        return map.tiles;
    }

    /** Fills the shorter side of the free rectangle with as many parts as make the tiles squarer. */
    private void layRow() {
        double scale = width * height / left.stream().mapToLong(Part::size).sum();
        double side = Math.min(width, height);
        int count = 1;
        while (count < left.size() && worst(count + 1, scale, side) <= worst(count, scale, side)) {
            count++;
        }
        List<Part> row = new ArrayList<>(left.subList(0, count));
        left.subList(0, count).clear();
        double depth = row.stream().mapToLong(Part::size).sum() * scale / side;
        double offset = 0;
        for (Part part : row) {
            double length = part.size() * scale / depth;
            add(part, offset, length, depth);
            offset += length;
        }
        if (width >= height) {
            x += depth;
            width -= depth;
        } else {
            y += depth;
            height -= depth;
        }
    }

    private void add(Part part, double offset, double length, double depth) {
        boolean isColumn = width >= height;
        tiles.add(new Tile(
                part,
                percent(isColumn ? x : x + offset) / RATIO,
                percent(isColumn ? y + offset : y),
                percent(isColumn ? depth : length) / RATIO,
                percent(isColumn ? length : depth)));
    }

    private static double percent(double part) {
        return 100 * part;
    }

    /** Returns the worst ratio of the sides of the first tiles, 1 for squares. */
    private double worst(int count, double scale, double side) {
        double sum = left.subList(0, count).stream().mapToLong(Part::size).sum() * scale;
        double largest = left.get(0).size() * scale;
        double smallest = left.get(count - 1).size() * scale;
        double square = side * side / (sum * sum);
        return Math.max(square * largest, 1 / (square * smallest));
    }
}
