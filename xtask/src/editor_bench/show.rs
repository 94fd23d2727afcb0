//! The figures beside their budgets.

use serde_json::Value;
use serde_json::json;

use super::Cost;

/// What all runs measured.
pub(super) struct Costs<'a> {
    pub(super) playing: &'a Cost,
    pub(super) stopped: &'a Cost,
    pub(super) at_1x: &'a Cost,
    pub(super) at_2x: &'a Cost,
    pub(super) still: &'a Cost,
    pub(super) size_mb: f64,
}

/// A figure with its name in JSON, and the most it may be where the design says so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Figure {
    name: &'static str,
    json_name: &'static str,
    unit: &'static str,
    measured: f64,
    budget: Option<f64>,
}

impl Figure {
    fn verdict(&self) -> &'static str {
        match self.budget {
            None => "",
            Some(budget) if self.measured <= budget => "met",
            Some(_) => "MISSED",
        }
    }
}

/// The budgets are those of the design: shares of one core, milliseconds.
#[rustfmt::skip]
pub(super) fn figures(costs: &Costs<'_>) -> Vec<Figure> {
    let figure = |name, json_name, unit, measured, budget| Figure { name, json_name, unit, measured, budget };
    let percent = |ratio: f64| 100.0 * ratio;
    let more = |open: &Cost, closed: &Cost| percent(open.process_ratio - closed.process_ratio);
    let Costs { playing, stopped, at_1x, at_2x, still, size_mb } = costs;
    let first_frame_ms = at_1x.first_frame_ms.max(at_2x.first_frame_ms).max(still.first_frame_ms);
    vec![
        figure("editor's threads, 1060 x 680 at 1x, playing", "editor_1x_percent", "% of a core", percent(at_1x.editor_ratio), Some(8.0)),
        figure("editor's threads at 2x, playing", "editor_2x_percent", "% of a core", percent(at_2x.editor_ratio), Some(20.0)),
        figure("editor's threads at 1x, stopped", "editor_static_percent", "% of a core", percent(still.editor_ratio), Some(1.0)),
        figure("threads of the editor after closing it", "threads_left", "", at_1x.threads_left, Some(0.0)),
        figure("process, open at 1x more than closed", "process_1x_more_percent", "% of a core", more(at_1x, playing), None),
        figure("process, open at 2x more than closed", "process_2x_more_percent", "% of a core", more(at_2x, playing), None),
        figure("process, open and stopped more than closed", "process_static_more_percent", "% of a core", more(still, stopped), None),
        figure("process, closed, playing", "process_closed_percent", "% of a core", percent(playing.process_ratio), None),
        figure("first frame, slowest of three", "first_frame_ms", "ms", first_frame_ms, Some(300.0)),
        figure("memory of the host with the plug-in", "plugin_memory_mb", "MB", playing.plugin_memory_mb, None),
        figure("memory more with the editor at 1x", "editor_1x_memory_mb", "MB", at_1x.editor_memory_mb, None),
        figure("memory more with the editor at 2x", "editor_2x_memory_mb", "MB", at_2x.editor_memory_mb, None),
        figure("size of the plug-in, stripped", "stripped_mb", "MB", *size_mb, None),
    ]
}

/// Prints them beside their budgets.
pub(super) fn table(figures: &[Figure]) {
    println!("\n{:<46}{:>10}{:>10}", "", "measured", "budget");
    for figure in figures {
        let budget = figure
            .budget
            .map_or_else(String::new, |budget| format!("{budget:.0}"));
        println!(
            "{:<46}{:>10.1}{budget:>10} {:<12} {}",
            figure.name,
            figure.measured,
            figure.unit,
            figure.verdict()
        );
    }
}

/// All of them for scripts, by name; beside each budget whether it is met.
pub(super) fn json(figures: &[Figure]) -> Value {
    let mut all = serde_json::Map::new();
    for figure in figures {
        all.insert(figure.json_name.to_owned(), json!(figure.measured));
        if let Some(budget) = figure.budget {
            let met = format!("{}_met", figure.json_name);
            all.insert(met, json!(figure.measured <= budget));
        }
    }
    Value::Object(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn budget_that_is_missed_is_said_so() {
        let dear = Cost {
            editor_ratio: 0.09,
            ..Cost::default()
        };
        let cheap = Cost::default();
        let figures = figures(&Costs {
            playing: &cheap,
            stopped: &cheap,
            at_1x: &dear,
            at_2x: &dear,
            still: &cheap,
            size_mb: 1.0,
        });
        let json = json(&figures);
        assert_eq!(json["editor_1x_percent_met"], false);
        assert_eq!(json["editor_2x_percent_met"], true);
    }
}
