//! What a plug-in says about its connections and parameters.

use clack_extensions::audio_ports::AudioPortInfoBuffer;
use clack_extensions::audio_ports::PluginAudioPorts;
use clack_extensions::audio_ports_config::AudioPortsConfigBuffer;
use clack_extensions::audio_ports_config::PluginAudioPortsConfig;
use clack_extensions::params::ParamInfoBuffer;
use clack_extensions::params::PluginParams;
use clack_host::prelude::ClapId;
use clack_host::prelude::PluginMainThreadHandle;

use crate::host::HostError;

/// A selectable set of ports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Name shown in hosts.
    pub name: String,
    pub(super) id: ClapId,
}

/// One audio port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Port {
    /// Name shown in hosts.
    pub name: String,
    /// Width.
    pub channels: usize,
}

/// The ports of the selected layout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ports {
    /// Main input first, then side-chains.
    pub inputs: Vec<Port>,
    /// Main output first.
    pub outputs: Vec<Port>,
}

/// One parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Name shown in hosts.
    pub name: String,
    /// Smallest, default and largest value.
    pub range: [f64; 3],
    pub(super) id: ClapId,
}

pub(super) fn layouts(handle: &PluginMainThreadHandle) -> Vec<Layout> {
    let Some(extension) = handle.get_extension::<PluginAudioPortsConfig>() else {
        return Vec::new();
    };
    let layout = |index| {
        let mut buffer = AudioPortsConfigBuffer::new();
        let config = extension.get(handle, index, &mut buffer)?;
        Some(Layout {
            name: text(config.name),
            id: config.id,
        })
    };
    (0..extension.count(handle)).filter_map(layout).collect()
}

pub(super) fn ports(handle: &PluginMainThreadHandle) -> Result<Ports, HostError> {
    let extension = handle
        .get_extension::<PluginAudioPorts>()
        .ok_or(HostError::Missing("audio ports"))?;
    let side = |is_input| {
        (0..extension.count(handle, is_input))
            .filter_map(|index| {
                let mut buffer = AudioPortInfoBuffer::new();
                let port = extension.get(handle, index, is_input, &mut buffer)?;
                Some(Port {
                    name: text(port.name),
                    channels: port.channel_count as usize,
                })
            })
            .collect()
    };
    Ok(Ports {
        inputs: side(true),
        outputs: side(false),
    })
}

pub(super) fn parameters(handle: &PluginMainThreadHandle) -> Vec<Parameter> {
    let Some(extension) = handle.get_extension::<PluginParams>() else {
        return Vec::new();
    };
    (0..extension.count(handle))
        .filter_map(|index| {
            let mut buffer = ParamInfoBuffer::new();
            let info = extension.get_info(handle, index, &mut buffer)?;
            Some(Parameter {
                name: text(info.name),
                range: [info.min_value, info.default_value, info.max_value],
                id: info.id,
            })
        })
        .collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
