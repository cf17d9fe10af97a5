//! The machine's own record: logs and descriptors, and their comparison with a plan.
