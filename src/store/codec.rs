//! How values become bytes. The only file that names bincode.
//!
//! The bytes say nothing about their own shape: a changed struct cannot read old ones. That is allowed here
//! and nowhere else, because the store can always be built anew.

use bincode::config::{Configuration, Limit, LittleEndian, Varint, standard};
use serde::{Serialize, de::DeserializeOwned};

use super::fault::StoreFault;

/// No stored value is larger; a damaged length may not ask for more memory than this.
const VALUE_BYTES_MAX: usize = 64 << 20;

const fn config() -> Configuration<LittleEndian, Varint, Limit<VALUE_BYTES_MAX>> {
    standard().with_limit::<VALUE_BYTES_MAX>()
}

/// The bytes of a value; `what` names it in a fault.
pub fn encode<T: Serialize>(what: &'static str, value: &T) -> Result<Vec<u8>, StoreFault> {
    // Most values are a row, a case or less: one piece of memory that need not grow.
    let mut bytes = Vec::with_capacity(256);
    bincode::serde::encode_into_std_write(value, &mut bytes, config())
        .map_err(|_| StoreFault::Unreadable { what })?;
    Ok(bytes)
}

/// The value of these bytes, all of them; `what` names it in a fault.
pub fn decode<T: DeserializeOwned>(what: &'static str, bytes: &[u8]) -> Result<T, StoreFault> {
    match bincode::serde::decode_from_slice(bytes, config()) {
        Ok((value, used)) if used == bytes.len() => Ok(value),
        Ok(_) | Err(_) => Err(StoreFault::Unreadable { what }),
    }
}
