//! Planning: documents onto rolls. (See the tests for the worked examples.)
