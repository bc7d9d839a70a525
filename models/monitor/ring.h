// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace seawall::models {

/// The newest `capacity` values, oldest first. Memory grows with what is held, not with the capacity.
template<typename T>
class Ring final
{
public:
    explicit Ring(size_t capacity) : m_capacity(capacity) {}

    size_t size() const { return m_values.size(); }
    bool empty() const { return m_values.empty(); }
    size_t capacity() const { return m_capacity; }
    size_t bytes() const { return m_values.capacity() * sizeof(T); }
    const T &operator[](size_t i) const { return m_values[place(i)]; }
    const T &front() const { return (*this)[0]; }
    const T &back() const { return (*this)[size() - 1]; }
    T &back() { return m_values[place(size() - 1)]; }

    void push(const T &value)
    {
        if (size() < m_capacity) {
            straighten(); // only after a popBack() of a full ring
            if (size() == m_values.capacity())
                m_values.reserve(
                    std::clamp<size_t>(size() * 2, std::min<size_t>(32, m_capacity), m_capacity));
            m_values.push_back(value);
        } else {
            m_values[m_first] = value;
            m_first = (m_first + 1) % m_capacity;
        }
    }

    void popBack()
    {
        straighten();
        m_values.pop_back();
    }

    /// The oldest values beyond the new capacity are dropped, and their memory given back.
    void setCapacity(size_t capacity)
    {
        straighten();
        m_capacity = capacity;
        if (size() > capacity) {
            m_values = std::vector<T>(m_values.end() - static_cast<std::ptrdiff_t>(capacity), m_values.end());
        }
    }

private:
    size_t place(size_t i) const
    {
        const size_t at = m_first + i;
        return at < m_values.size() ? at : at - m_values.size();
    }

    void straighten()
    {
        if (m_first != 0) {
            std::rotate(m_values.begin(), m_values.begin() + static_cast<std::ptrdiff_t>(m_first),
                        m_values.end());
            m_first = 0;
        }
    }

    std::vector<T> m_values;
    size_t m_first = 0;
    size_t m_capacity;
};

} // namespace seawall::models
